import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import { useLoad } from '../../api/use-load'
import { useSettled } from '../../ui/use-settled'
import { t } from '../../words'
import { channelName, kindName, stateName } from '../../words/names'
import { CHANNELS, KINDS, type Question, STATES, defaultSort } from './inbox-query'

interface Props {
  address: Record<string, string>
  question: Question
  searchRef: RefObject<HTMLInputElement | null>
  onChange: (part: Record<string, string>) => void
}

/** What narrows the list. Every choice is in the address. */
export function Filters({ address, question, searchRef, onChange }: Props) {
  const { view, sort } = question
  const units = useLoad('units', () => take(api.GET('/api/v1/staff/units')))
  const [typed, setTyped] = useState(address['q'] ?? '')
  const settled = useSettled(typed.trim(), 350)
  const latest = useRef({ address, onChange })
  latest.current = { address, onChange }
  useEffect(() => {
    const now = latest.current
    if (settled !== (now.address['q'] ?? '')) now.onChange({ q: settled })
  }, [settled])
  return (
    <div class="filters" role="search" aria-label={t('inbox.filters')}>
      <label class="filter filter-search">
        <span>{t('inbox.search')}</span>
        <input
          ref={searchRef}
          type="search"
          class="input"
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
      </label>
      <Filter
        name="state"
        label={t('inbox.state')}
        address={address}
        onChange={onChange}
        options={STATES.map((state) => ({ value: state, label: stateName(state) }))}
      />
      <Filter
        name="kind"
        label={t('inbox.kind')}
        address={address}
        onChange={onChange}
        options={KINDS.map((kind) => ({ value: kind, label: kindName(kind) }))}
      />
      <Filter
        name="unit"
        label={t('inbox.unit')}
        address={address}
        onChange={onChange}
        options={(units.value?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <Filter
        name="channel"
        label={t('inbox.channel')}
        address={address}
        onChange={onChange}
        options={CHANNELS.map((channel) => ({ value: channel, label: channelName(channel) }))}
      />
      <label class="filter">
        <span>{t('inbox.sort')}</span>
        <select
          class="input"
          value={sort}
          onChange={({ currentTarget: { value } }) =>
            onChange({ sort: value === defaultSort(view) ? '' : value })
          }
        >
          <option value="newest" selected={sort === 'newest'}>
            {t('inbox.sort-newest')}
          </option>
          <option value="due" selected={sort === 'due'}>
            {view === 'all' ? t('inbox.sort-due-open') : t('inbox.sort-due')}
          </option>
        </select>
      </label>
    </div>
  )
}

interface FilterProps extends Omit<Props, 'searchRef' | 'question'> {
  name: string
  label: string
  options: readonly { value: string; label: string }[]
}

function Filter({ name, label, address, options, onChange }: FilterProps) {
  return (
    <label class="filter">
      <span>{label}</span>
      <select
        class="input"
        value={address[name] ?? ''}
        onChange={(event) => onChange({ [name]: event.currentTarget.value })}
      >
        <option value="">{t('inbox.any')}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value} selected={option.value === address[name]}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

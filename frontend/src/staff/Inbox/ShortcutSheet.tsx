import { useState } from 'preact/hooks'
import { Dialog } from '../../ui/Dialog'
import { Checkboxes } from '../../ui/fields'
import { t } from '../../words'
import { shortcutsAreOn, switchShortcuts } from './use-shortcuts'

const KEYS = [
  { keys: ['J'], text: 'keys.next' },
  { keys: ['K'], text: 'keys.previous' },
  { keys: ['Enter'], text: 'keys.open' },
  { keys: ['/', 'F'], text: 'keys.search' },
  { keys: ['R'], text: 'keys.refresh' },
  { keys: ['?', 'H'], text: 'keys.sheet' },
] as const

/** The keys of the inbox, and the switch that turns them off. */
export function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const [isOn, setOn] = useState(shortcutsAreOn)
  return (
    <Dialog id="shortcuts" title={t('keys.title')} onClose={onClose}>
      <table class="table">
        <caption class="visually-hidden">{t('keys.title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('keys.key')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {KEYS.map(({ keys, text }) => (
            <tr key={text}>
              <th scope="row" class="row">
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </th>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Checkboxes
        id="shortcuts-on"
        label={t('keys.switch')}
        values={isOn ? ['on'] : []}
        options={[{ value: 'on', label: t('keys.on') }]}
        onChange={(values) => {
          setOn(values.length > 0)
          switchShortcuts(values.length > 0)
        }}
      />
    </Dialog>
  )
}

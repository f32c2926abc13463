import { api, take } from '../../api/client'
import { useLoad } from '../../api/use-load'
import { Problem } from '../../ui/Problem'
import { Waiting } from '../../ui/Waiting'
import { t } from '../../words'

/** The units of the body: what each is there for, who leads it, how to reach it. */
export function Units() {
  const units = useLoad('units', () => take(api.GET('/api/v1/staff/units')))
  return (
    <section class="stack-tight">
      <h2>{t('welcome.units')}</h2>
      {units.refusal && <Problem refusal={units.refusal} onRetry={units.reload} />}
      {!units.value && !units.refusal && <Waiting isSlow={units.isSlow} />}
      {units.value?.items.length === 0 && <p class="soft">{t('welcome.no-units')}</p>}
      <ul class="plain-list">
        {units.value?.items.map((unit) => (
          <li key={unit.id}>
            <span class="strong">{unit.name}</span>
            {unit.functions && <span class="choice-note">{unit.functions}</span>}
            {unit.head && <span class="choice-note">{t('welcome.head', { name: unit.head })}</span>}
            {unit.contact && <span class="choice-note">{unit.contact}</span>}
          </li>
        ))}
      </ul>
    </section>
  )
}

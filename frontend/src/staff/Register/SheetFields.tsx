import { useToday } from '../../thread/zone'
import { TextField } from '../../ui/fields'
import { t } from '../../words'
import type { PartProps } from './RegisterPage'

/** Which sheet of the paper book this is, and when it was written: its deadline counts from that day. */
export function SheetFields({ form, error, onChange }: PartProps) {
  const today = useToday()
  return (
    <div class="two">
      <TextField
        id="sheet"
        label={t('register.sheet')}
        hint={t('register.sheet-hint')}
        isOptional
        inputMode="numeric"
        autoComplete="off"
        error={error('sheet')}
        value={form.sheet}
        onInput={(sheet) => onChange({ sheet })}
      />
      <TextField
        id="written-on"
        type="date"
        label={t('book.written-on')}
        max={today}
        isOptional={form.sheet.trim() === ''}
        error={error('written-on')}
        value={form.writtenOn}
        onInput={(writtenOn) => onChange({ writtenOn })}
      />
    </div>
  )
}

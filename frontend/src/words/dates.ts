/** Dates and sizes as people read them. Dates of law come from the server; nothing is computed here. */
import { locale, t } from '.'

/** A calendar date of the contract, `YYYY-MM-DD`, at noon UTC so that no zone moves it to another day. */
function noon(date: string): Date {
  return new Date(`${date}T12:00:00Z`)
}

function isThisYear(date: string): boolean {
  return date.startsWith(`${new Date().getFullYear()}-`)
}

/** "martes, 2 de diciembre", with the year when it is not this one. */
export function longDate(date: string): string {
  return new Intl.DateTimeFormat(locale(), {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
    ...(isThisYear(date) ? {} : { year: 'numeric' }),
  }).format(noon(date))
}

/** "2 dic" or "2 dic 2025". */
export function shortDate(date: string): string {
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
    ...(isThisYear(date) ? {} : { year: 'numeric' }),
  }).format(noon(date))
}

/** Today in a zone, or in that of the device, as the contract writes dates. */
export function today(zone?: string): string {
  const told = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(zone === undefined ? {} : { timeZone: zone }),
  })
  return told.format(new Date())
}

/** "mar" */
export function weekday(date: string): string {
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(noon(date))
}

/** "diciembre de 2026" */
export function monthAndYear(date: string): string {
  return new Intl.DateTimeFormat(locale(), {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(noon(date))
}

/** An instant with its time: "2 dic 2026, 10:42". In the given zone, or in that of the device. */
export function moment(instant: string, zone?: string): string {
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(instant))
}

/** The name of a zone, "hora estándar de Perú", when this device lives in another one; null otherwise. */
export function foreignZone(zone: string | undefined): string | null {
  if (zone === undefined || zone === new Intl.DateTimeFormat().resolvedOptions().timeZone)
    return null
  const parts = new Intl.DateTimeFormat(locale(), {
    timeZone: zone,
    timeZoneName: 'long',
  }).formatToParts()
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone
}

/** The day of an instant on this device: "2 dic". */
export function shortDay(instant: string): string {
  const date = new Date(instant)
  const isNow = date.getFullYear() === new Date().getFullYear()
  return new Intl.DateTimeFormat(locale(), {
    day: 'numeric',
    month: 'short',
    ...(isNow ? {} : { year: 'numeric' }),
  }).format(date)
}

/** "10:42" on this device. */
export function timeOfDay(instant: Date | string, zone?: string): string {
  return new Intl.DateTimeFormat(locale(), {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(new Date(instant))
}

/** Bytes in the unit people know: "350 KB", "2,4 MB". */
export function fileSize(bytes: number): string {
  if (bytes < 1_000_000) return t('size.kb', { size: Math.max(1, Math.round(bytes / 1000)) })
  return t('size.mb', { size: Math.round(bytes / 100_000) / 10 })
}

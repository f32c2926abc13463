/** The zone in which the times of a case are told: that of the public body, wherever the device is. */
import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { t } from '../words'
import { foreignZone, moment, today } from '../words/dates'

const Zone = createContext<string | undefined>(undefined)

/** Tells every time below it in a zone; without one, in that of the device. */
export function InZone({
  zone,
  children,
}: {
  zone: string | undefined
  children: ComponentChildren
}) {
  return <Zone.Provider value={zone}>{children}</Zone.Provider>
}

/** Tells an instant in the zone of the case around. For sentences; elsewhere `Moment` is enough. */
export function useMoment(): (instant: string) => string {
  const zone = useContext(Zone)
  return (instant) => moment(instant, zone)
}

/** Today where the case is, as the contract writes dates: near midnight not the day of the device. */
export function useToday(): string {
  return today(useContext(Zone))
}

/** An instant of a case, readable for people and programs. */
export function Moment({ at }: { at: string }) {
  const told = useMoment()
  return <time dateTime={at}>{told(at)}</time>
}

/** Says whose clock is told, where that is not the one of this device. */
export function ZoneNote() {
  const name = foreignZone(useContext(Zone))
  return name === null ? null : <p class="small mute">{t('zone.times', { zone: name })}</p>
}

/** Draws a screen as the page would: with addresses and a live region. */
import { render } from '@testing-library/preact'
import type { ComponentChildren } from 'preact'
import { LocationProvider } from 'preact-iso'
import { Announcer } from '../ui/announcer'

/** Draws a screen at an address. */
export function draw(screen: ComponentChildren, address = '/') {
  history.replaceState(null, '', address)
  return render(
    <LocationProvider>
      <main>{screen}</main>
      <Announcer />
    </LocationProvider>,
  )
}

import { screen } from '@testing-library/preact'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { draw } from '../../testing/render'
import { SignInPage } from './SignInPage'

async function fill(code: string) {
  await userEvent.type(screen.getByLabelText('E-mail'), 'rosa@example.org')
  await userEvent.type(screen.getByLabelText('Password'), 'secret words')
  await userEvent.type(screen.getByLabelText('Code'), code)
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
}

it('signs in with a code typed in groups', async () => {
  const calls = serve()
  const enter = vi.fn()
  draw(<SignInPage onSignedIn={enter} />)
  await fill('123 456')
  await vi.waitFor(() => expect(enter).toHaveBeenCalled())
  expect(calls[0]?.body).toMatchObject({ code: '123456', delivery: 'cookie' })
})

it('lets people of several bodies choose one', async () => {
  let entity: unknown = null
  serve((request) => {
    if (!request.url.endsWith('/sign-in')) return undefined
    if (entity !== null) return undefined
    entity = '0002'
    return problem(409, 'auth.choose-entity', 'Choose', {
      entities: [
        { number: '0001', name: 'Town' },
        { number: '0002', name: 'City' },
      ],
    })
  })
  const enter = vi.fn()
  draw(<SignInPage onSignedIn={enter} />)
  await fill('123456')
  await userEvent.click(await screen.findByLabelText('City'))
  await userEvent.click(screen.getByRole('button', { name: 'Sign in' }))
  await vi.waitFor(() => expect(enter).toHaveBeenCalled())
})

it('shows the refusal as it is and keeps what was typed', async () => {
  serve()
  draw(<SignInPage onSignedIn={() => undefined} />)
  await fill('000000')
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.getByLabelText('E-mail')).toHaveProperty('value', 'rosa@example.org')
})

import { screen } from '@testing-library/preact'
import { describe, expect, it } from 'vitest'
import { problem } from '../../testing/mock-server/routes'
import { serve } from '../../testing/network'
import { person } from '../../testing/people'
import { draw } from '../../testing/render'
import WelcomePage from './WelcomePage'

describe('the page of staff who open no cases', () => {
  it('says who they are and shows what there is for an administrator', async () => {
    serve()
    const may = ['listEntities', 'listUnits', 'getLifecycle', 'getMe']
    draw(<WelcomePage me={person('administrator', may)} />)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Rosa Quispe')
    expect(screen.getByText('Administrator, Street lights')).toBeTruthy()
    expect(await screen.findByText('Gerencia de Limpieza Pública')).toBeTruthy()
    expect(await screen.findByText('Prefeitura de Porto Sereno')).toBeTruthy()
    expect(screen.getByRole('link', { name: /life of a case/ })).toBeTruthy()
  })

  it('asks for nothing that the roles do not include', async () => {
    const calls = serve()
    draw(<WelcomePage me={person('oversight', ['listEntities'])} />)
    await screen.findByText('Prefeitura de Porto Sereno')
    expect(calls.map((call) => call.path)).toEqual(['/entities?limit=50'])
    expect(screen.queryByText('Units of your public body')).toBeNull()
    expect(screen.queryByRole('link', { name: /life of a case/ })).toBeNull()
  })

  it('keeps the rest when a part could not be read', async () => {
    serve((request) => (request.url.includes('/units') ? problem(503, 'busy', 'Busy') : undefined))
    draw(<WelcomePage me={person('administrator', ['listEntities', 'listUnits'])} />)
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(await screen.findByText('Prefeitura de Porto Sereno')).toBeTruthy()
  })
})

import type { ComponentChildren } from 'preact'
import type { Me } from '../../api/types'
import { API_BASE } from '../../api/client'
import { Screen } from '../../ui/Screen'
import { t } from '../../words'
import { roleAt } from '../../words/names'
import { Bodies } from './Bodies'
import { Units } from './Units'

/** Where staff arrive whose roles open no cases: who they are here, and what there is for them. */
export default function WelcomePage({ me }: { me: Me }) {
  const can = (operation: string) => me.may.includes(operation)
  return (
    <div class="welcome stack-wide">
      <Screen title={me.name} plainTitle={`${me.name}, ${me.entity.name}`}>
        <section class="stack-tight" aria-label={t('welcome.who')}>
          <dl class="facts">
            <Fact name={t('welcome.body')}>{me.entity.name}</Fact>
            <Fact name={t('welcome.roles')}>
              <ul>
                {me.roles.map(({ role, unit }) => (
                  <li key={role + (unit?.id ?? '')}>{roleAt(role, unit?.name)}</li>
                ))}
              </ul>
            </Fact>
            <Fact name={t('welcome.email')}>{me.email}</Fact>
          </dl>
          <p class="soft">{t('welcome.no-cases')}</p>
        </section>
        {can('listUnits') && <Units />}
        {can('listEntities') && <Bodies own={me.entity.number} />}
        <section class="stack-tight">
          <h2>{t('welcome.read')}</h2>
          <ul class="stack-tight">
            {can('getLifecycle') && (
              <li>
                <a href={`${API_BASE}/lifecycle`}>{t('welcome.lifecycle')}</a>
              </li>
            )}
            <li>
              <a href="/api/docs">{t('welcome.api')}</a>
            </li>
          </ul>
        </section>
      </Screen>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

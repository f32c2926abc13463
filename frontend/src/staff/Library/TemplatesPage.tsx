import { useState } from 'preact/hooks'
import { api, take } from '../../api/client'
import type { Me, Template } from '../../api/types'
import { Icon } from '../../ui/Icon'
import { LANGUAGES, t } from '../../words'
import { kindName, outcomeName } from '../../words/names'
import { Marked } from '../Case/TemplatePicker'
import { ListScreen } from '../ListScreen'
import { usePages } from '../use-pages'
import { TemplateForm } from './TemplateForm'

/** Text prepared for answers: what it is for, what it says, which blanks it has. */
export default function TemplatesPage({ me }: { me: Me }) {
  const [edited, setEdited] = useState<Template | 'new' | null>(null)
  const pages = usePages('templates', () => take(api.GET('/api/v1/staff/templates')))
  const mayEdit = me.may.includes('saveTemplate')
  const saved = () => {
    setEdited(null)
    pages.first.reload()
  }
  if (edited !== null) {
    return (
      <TemplateForm
        template={edited === 'new' ? null : edited}
        onSaved={saved}
        onClose={() => setEdited(null)}
      />
    )
  }
  return (
    <ListScreen
      title={t('templates.title')}
      lead={t('templates.lead')}
      pages={pages}
      nothing={t('templates.nothing')}
      before={
        mayEdit && (
          <p>
            <button type="button" class="button" onClick={() => setEdited('new')}>
              <Icon name="plus" /> {t('templates.new')}
            </button>
          </p>
        )
      }
    >
      {(template) => (
        <li class="card stack-tight" key={template.id}>
          <p class="row">
            <span class="strong">{template.name}</span>
            {template.state === 'retired' && <span class="badge">{t('templates.retired')}</span>}
          </p>
          <p class="small soft">{usedFor(template)}</p>
          <p class="said clamp" lang={template.language}>
            <Marked text={template.body} />
          </p>
          {mayEdit && (
            <p>
              <button
                type="button"
                class="link-button"
                aria-label={`${t('templates.change')}: ${template.name}`}
                onClick={() => setEdited(template)}
              >
                {t('templates.change')}
              </button>
            </p>
          )}
        </li>
      )}
    </ListScreen>
  )
}

function usedFor({ language, kind, outcome }: Template): string {
  return [
    LANGUAGES.find(({ code }) => code === language)?.name ?? language,
    kind ? kindName(kind) : t('templates.any-kind'),
    outcome ? outcomeName(outcome) : t('templates.any-outcome'),
  ].join(' · ')
}

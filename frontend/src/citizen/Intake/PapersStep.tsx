import { useEffect, useState } from 'preact/hooks'
import { announce } from '../../ui/announcer'
import { Icon } from '../../ui/Icon'
import { ACCEPTED_FILES, fileProblem } from '../../thread/file-rules'
import { t } from '../../words'
import { fileSize } from '../../words/dates'
import { type Paper, keepPapers, paperOf, papersOf } from '../papers'
import { QuestionPage, type StepProps } from './QuestionPage'

/** Photos or papers. They wait on the device and follow the case; skipping is as easy as adding. */
export function PapersStep({ inUse, onContinue }: StepProps) {
  const { draft, change } = inUse
  const [papers, setPapers] = useState<Paper[]>([])
  const [problems, setProblems] = useState<string[]>([])
  const [wasKilled] = useState(draft.isPickingFile)
  useEffect(() => {
    void papersOf(draft.id).then(setPapers)
  }, [draft.id])

  const update = (next: Paper[]) => {
    setPapers(next)
    void keepPapers(draft.id, next)
  }
  const add = async (files: File[]) => {
    change({ isPickingFile: false })
    const refused = files.flatMap(
      (file) => fileProblem(file, papers.length + files.indexOf(file)) ?? [],
    )
    const good = files.filter(
      (file) => fileProblem(file, papers.length + files.indexOf(file)) === null,
    )
    setProblems(refused)
    update([...papers, ...(await Promise.all(good.map(paperOf)))])
    if (good.length > 0) announce(t('q6.added', { n: good.length }))
  }
  const submit = () => {
    change({ isPickingFile: false, hasSeenPapers: true })
    onContinue()
  }
  const label = papers.length === 0 ? t('q6.skip') : t('intake.continue')
  return (
    <QuestionPage
      step="papers"
      inUse={inUse}
      title={t('q6.title')}
      hint={t('q6.hint')}
      onSubmit={submit}
      submitLabel={label}
    >
      {wasKilled && papers.length === 0 && <p class="notice notice-warn">{t('q6.killed')}</p>}
      <div class="row">
        <FilePicker
          id="camera"
          label={t('q6.take')}
          isCamera
          onOpen={() => change({ isPickingFile: true })}
          onFiles={(files) => void add(files)}
        />
        <FilePicker
          id="gallery"
          label={t('q6.choose')}
          onOpen={() => change({ isPickingFile: true })}
          onFiles={(files) => void add(files)}
        />
      </div>
      {problems.map((problem) => (
        <p class="field-error" role="alert" key={problem}>
          <Icon name="warning-circle" /> <span>{problem}</span>
        </p>
      ))}
      <ul class="stack-tight">
        {papers.map((paper) => (
          <li class="file" key={paper.key}>
            <Icon name="paperclip" />
            <span class="file-name">
              {paper.name}
              <span class="choice-note">
                {fileSize(paper.blob.size)} · {t('q6.waits')}
              </span>
            </span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('q6.remove', { name: paper.name })}
              onClick={() => update(papers.filter((each) => each !== paper))}
            >
              <Icon name="trash" />
            </button>
          </li>
        ))}
      </ul>
    </QuestionPage>
  )
}

interface PickerProps {
  id: string
  label: string
  isCamera?: boolean
  onOpen?: () => void
  onFiles: (files: File[]) => void
}

/** A native file field under a button's face. */
export function FilePicker({ id, label, isCamera = false, onOpen, onFiles }: PickerProps) {
  return (
    <span class="button file-picker">
      <Icon name={isCamera ? 'camera' : 'paperclip'} />
      <label for={id}>{label}</label>
      <input
        id={id}
        type="file"
        accept={isCamera ? 'image/*' : ACCEPTED_FILES}
        multiple={!isCamera}
        {...(isCamera ? { capture: 'environment' } : {})}
        onClick={onOpen}
        onChange={(event) => {
          const files = [...(event.currentTarget.files ?? [])]
          event.currentTarget.value = ''
          onFiles(files)
        }}
      />
    </span>
  )
}

import { useState } from 'preact/hooks'
import { fileProblem } from '../../thread/file-rules'
import { t } from '../../words'
import { FilePicker } from '../Intake/PapersStep'
import { type Paper, paperOf } from '../papers'

/** Adds photos or papers to a case that is already registered. */
export function AddFiles({ count, onAdd }: { count: number; onAdd: (papers: Paper[]) => void }) {
  const [problems, setProblems] = useState<string[]>([])
  const add = async (files: File[]) => {
    const told = files.map((file, index) => fileProblem(file, count + index))
    setProblems(told.filter((problem) => problem !== null))
    const good = files.filter((_, index) => told[index] === null)
    if (good.length > 0) onAdd(await Promise.all(good.map(paperOf)))
  }
  return (
    <>
      <p class="hint">{t('q6.hint')}</p>
      <div class="row">
        <FilePicker
          id="more-camera"
          label={t('q6.take')}
          isCamera
          onFiles={(files) => void add(files)}
        />
        <FilePicker id="more-gallery" label={t('q6.choose')} onFiles={(files) => void add(files)} />
      </div>
      {problems.map((problem) => (
        <p class="field-error" role="alert" key={problem}>
          {problem}
        </p>
      ))}
    </>
  )
}

import type { AttachmentRef } from '../api/types'
import { Icon } from '../ui/Icon'
import { t } from '../words'
import { fileSize } from '../words/dates'
import { Moment } from './zone'

interface Props {
  files: readonly AttachmentRef[]
  onDownload: (file: AttachmentRef) => void
}

/** The papers of a case: name, size, when, and a button that fetches each. */
export function FileList({ files, onDownload }: Props) {
  return (
    <ul class="stack-tight">
      {files.map((file) => (
        <li key={file.id} class="file">
          <Icon name={file.media_type === 'application/pdf' ? 'file-text' : 'paperclip'} />
          <span class="file-name">
            {file.name}
            <span class="choice-note">
              {fileSize(file.size)} · <Moment at={file.uploaded_at} />
            </span>
          </span>
          <button
            type="button"
            class="icon-button"
            aria-label={t('file.download', { name: file.name })}
            title={t('file.download', { name: file.name })}
            onClick={() => onDownload(file)}
          >
            <Icon name="download-simple" />
          </button>
        </li>
      ))}
    </ul>
  )
}

/** What the parties say and hand in. */
import { UploadOutlined } from '@ant-design/icons';
import { Card, Input, Space } from 'antd';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verdicts } from '#contract/verdicts.ts';
import { newCommandId, send } from '../shell/api.ts';
import { showError } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { queryClient, useApiCommand } from '../shell/queries.ts';
import type { DisputeFile } from './FilePage.tsx';

const accepted = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx';

export function Statements({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const [body, setBody] = useState('');
  const state = useApiCommand(verdicts.state);
  return (
    <Card size="small" title={t('verdicts.statements')}>
      {file.statements.map((one) => (
        <div key={one.id} className="dispute-statement">
          <b>{one.author.name}</b> <span className="muted">{formatInstant(one.at)}</span>
          <div>{one.body}</div>
        </div>
      ))}
      <ul className="dispute-rows" style={{ margin: '8px 0' }}>
        {file.files.map((one) => (
          <li key={one.id}>
            <a href={`/api/disputes/${file.dispute.id}/files/${one.id}`}>{one.name}</a>
            <span className="muted">
              {one.addedBy?.name ?? ''} · {formatInstant(one.addedAt)}
            </span>
          </li>
        ))}
      </ul>
      <Space orientation="vertical" style={{ width: '100%' }} className="no-print">
        <Input.TextArea
          rows={3}
          maxLength={4000}
          value={body}
          aria-label={t('verdicts.state')}
          placeholder={t('verdicts.state.hint')}
          onChange={(event) => setBody(event.target.value)}
        />
        <Space>
          <ActionButton
            label={t('verdicts.state')}
            disabledReason={file.whyNot.state}
            disabled={body.trim() === ''}
            onClick={async () => {
              await state.mutateAsync({ params: { disputeId: file.dispute.id }, body: { body } });
              setBody('');
            }}
          />
          <Attach file={file} />
        </Space>
      </Space>
    </Card>
  );
}

function Attach({ file }: { file: DisputeFile }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const upload = async (files: readonly File[]): Promise<void> => {
    try {
      for (const one of files) {
        const search = new URLSearchParams({ name: one.name, commandId: newCommandId() });
        const headers = { 'content-type': 'application/octet-stream' };
        await send(`/api/disputes/${file.dispute.id}/files?${search}`, { method: 'POST', headers, body: one });
      }
    } catch (error) {
      showError(error);
    } finally {
      await queryClient.invalidateQueries({ refetchType: 'active' });
    }
  };
  return (
    <>
      <ActionButton
        icon={<UploadOutlined />}
        label={t('verdicts.attach')}
        disabledReason={file.whyNot.state}
        onClick={() => input.current?.click()}
      />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label={t('verdicts.attach')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = ''; // the same file may be chosen again
          void upload(files);
        }}
      />
    </>
  );
}

/** Attachments: photographed papers, contracts, floor plans. */
import { UploadOutlined } from '@ant-design/icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { newCommandId, send } from '../shell/api.ts';
import { askConfirm, showDone, showError } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { queryClient, useApiCommand } from '../shell/queries.ts';
import type { File as Customer } from './words.tsx';

const accepted = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx';

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

export function FilesCard({ file }: { file: Customer }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const removal = useApiCommand(customers.removeFile);
  const upload = async (files: readonly globalThis.File[]): Promise<void> => {
    setBusy(true);
    try {
      for (const one of files) {
        const search = new URLSearchParams({ name: one.name, commandId: newCommandId() });
        const headers = { 'content-type': 'application/octet-stream' };
        await send(`/api/customers/${file.id}/files?${search}`, { method: 'POST', headers, body: one });
      }
      if (files.length > 0) showDone(t('customers.files.done', { count: files.length }));
    } catch (error) {
      showError(error);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries({ refetchType: 'active' });
    }
  };
  const remove = async (fileId: string, name: string): Promise<void> => {
    if (await askConfirm({ title: t('customers.files.remove', { name }), danger: true }))
      await removal.mutateAsync({ params: { customerId: file.id, fileId } });
  };
  return (
    <section className="customer-card">
      <h2>
        {t('customers.files')}
        <ActionButton
          size="small"
          icon={<UploadOutlined />}
          label={t('customers.files.add')}
          disabledReason={file.whyNot.edit}
          disabled={busy}
          onClick={() => input.current?.click()}
        />
      </h2>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label={t('customers.files.add')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = ''; // the same file may be chosen again
          void upload(files);
        }}
      />
      {file.files.length === 0 ? <span className="muted">{t('customers.nothing')}</span> : null}
      <ul className="customer-history">
        {file.files.map((one) => (
          <li key={one.id}>
            <a href={`/api/customers/${file.id}/files/${one.id}`} style={{ flex: 1, overflowWrap: 'anywhere' }}>
              {one.name}
            </a>
            <span className="muted">
              {sizeOf(one.bytes)} · {formatInstant(one.at)}
            </span>
            {file.whyNot.edit === null ? (
              <ActionButton
                type="link"
                size="small"
                danger
                label={t('customers.people.removeOne')}
                onClick={() => remove(one.id, one.name)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Attachments: photographed papers, contracts, floor plans. */
import { UploadOutlined } from '@ant-design/icons';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { newCommandId, send } from '../shell/api.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { queryClient, useApiCommand } from '../shell/queries.ts';
import type { File as Customer } from './words.tsx';

const accepted = '.jpg,.jpeg,.png,.webp,.pdf,.docx,.xlsx';

const sizeOf = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

export function FilesCard({ file }: { file: Customer }) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const chosen = useRef<((files: FileList | null) => void) | null>(null);
  const removal = useApiCommand(customers.removeFile);
  const upload = async (): Promise<void> => {
    const files = await new Promise<FileList | null>((resolve) => {
      chosen.current = resolve;
      input.current?.click();
    });
    for (const one of files ?? []) {
      const search = new URLSearchParams({ name: one.name, commandId: newCommandId() });
      const headers = { 'content-type': 'application/octet-stream' };
      await send(`/api/customers/${file.id}/files?${search}`, { method: 'POST', headers, body: one });
    }
    if (input.current) input.current.value = '';
    await queryClient.invalidateQueries({ refetchType: 'active' });
    if (files && files.length > 0) showDone(t('customers.files.done', { count: files.length }));
  };
  const remove = async (fileId: string, name: string): Promise<void> => {
    if (await askConfirm({ title: t('customers.files.remove', { name }), danger: true }))
      await removal.mutateAsync({ params: { customerId: file.id, fileId } });
  };
  return (
    <section className="customer-card">
      <h2>
        {t('customers.files')}
        <ActionButton size="small" icon={<UploadOutlined />} label={t('customers.files.add')} disabledReason={file.whyNot.edit} onClick={upload} />
      </h2>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={accepted}
        aria-label={t('customers.files.add')}
        onChange={(event) => chosen.current?.(event.target.files)}
        onCancel={() => chosen.current?.(null)}
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
              <ActionButton type="link" size="small" danger label={t('customers.people.removeOne')} onClick={() => remove(one.id, one.name)} />
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

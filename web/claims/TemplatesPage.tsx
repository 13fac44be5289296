/** Set texts for messages and calls, so that the first word to a customer is always the house's. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';

type Template = ResponseOf<typeof claims.templates>['rows'][number];
const channels = ['sms', 'chat', 'call', 'email'] as const;

export function TemplatesPage() {
  const { t } = useTranslation();
  const query = useApiQuery(claims.templates, {});
  const retire = useApiCommand(claims.retireTemplate);
  const [editing, setEditing] = useState<Template | 'new' | null>(null);
  const acts = (row: Template) => (
    <>
      <ActionButton label={t('claims.edit')} onClick={() => setEditing(row)} />
      <ActionButton
        danger
        label={t('claims.templates.retire')}
        onClick={async () => {
          if (await askConfirm({ title: t('claims.templates.retireTitle', { name: row.title }), danger: true }))
            await retire.mutateAsync({ params: { templateId: row.id } });
        }}
      />
    </>
  );
  return (
    <Page
      title={t('claims.templates.title')}
      query={query}
      actions={<ActionButton type="primary" label={t('claims.templates.add')} onClick={() => setEditing('new')} />}
    >
      <DataList
        pages={wholeList(query, query.data?.rows)}
        rowKey={(row) => row.id}
        columns={[
          { title: t('claims.templates.name'), width: 160, dataIndex: 'title' },
          { title: t('claims.channel'), width: 110, render: (_, row) => t(`claims.channel.${row.channel}`) },
          { title: t('claims.text'), width: 460, dataIndex: 'body' },
          { title: '', width: 190, render: (_, row) => <div style={{ display: 'flex', gap: 8 }}>{acts(row)}</div> },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.title}
            extra={t(`claims.channel.${row.channel}`)}
            lines={[row.body]}
            actions={acts(row)}
          />
        )}
      />
      {editing ? <EditDialog template={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  );
}

const purposes = ['general', 'first_sms', 'call_answer', 'call_out'] as const;

function EditDialog({ template, onClose }: { template: Template | null; onClose: () => void }) {
  const { t } = useTranslation();
  const save = useApiCommand(claims.saveTemplate);
  const [title, setTitle] = useState(template?.title ?? '');
  const [channel, setChannel] = useState<Template['channel']>(template?.channel ?? 'sms');
  const [purpose, setPurpose] = useState(template?.purpose ?? 'general');
  const [body, setBody] = useState(template?.body ?? '');
  return (
    <DialogForm
      title={t(template ? 'claims.edit' : 'claims.templates.add')}
      incomplete={title.trim() === '' || body.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const known = template ? { id: template.id, version: template.version } : {};
        await save.mutateAsync({ body: { ...known, title, channel, body, purpose } });
        showDone(t('claims.saved'));
        onClose();
      }}
    >
      <Field label={t('claims.templates.name')}>
        <Input value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      </Field>
      <Field label={t('claims.channel')}>
        <Select
          value={channel}
          onChange={setChannel}
          style={{ width: '100%' }}
          options={channels.map((value) => ({ value, label: t(`claims.channel.${value}`) }))}
        />
      </Field>
      <Field label={t('claims.templates.purpose')}>
        <Select
          value={purpose}
          onChange={setPurpose}
          style={{ width: '100%' }}
          options={purposes.map((value) => ({ value, label: t(`claims.templates.purpose.${value}`) }))}
        />
      </Field>
      <Field label={t('claims.text')} hint={t('claims.templates.blanks')}>
        <Input.TextArea rows={4} maxLength={4000} value={body} onChange={(event) => setBody(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

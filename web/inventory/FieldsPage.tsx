/** Fields a company has added to its units. */
import { Input, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { inventory } from '#contract/inventory.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askConfirm, showDone } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';

type FieldRow = ResponseOf<typeof inventory.fields>['fields'][number];
const kinds = ['room', 'vehicle', 'membership', 'stock'] as const;
const types = ['text', 'number', 'date', 'choice'] as const;

export function FieldsPage() {
  const { t } = useTranslation();
  const fields = useApiQuery(inventory.fields, {}, { live: ['inventory'] });
  const [adding, setAdding] = useState(false);
  const retire = useApiCommand(inventory.retireField);
  const act = (row: FieldRow) =>
    row.retired ? (
      <StateTag>{t('inventory.fields.retired')}</StateTag>
    ) : (
      <ActionButton
        size="small"
        label={t('inventory.fields.retire')}
        onClick={async () => {
          if (!(await askConfirm({ title: t('inventory.fields.retire'), text: row.label }))) return;
          await retire.mutateAsync({ params: { fieldId: row.id } });
          showDone(t('inventory.fields.retired'));
        }}
      />
    );
  return (
    <Page
      title={t('inventory.fields.title')}
      actions={<ActionButton type="primary" label={t('inventory.fields.add')} onClick={() => setAdding(true)} />}
    >
      <DataList
        pages={wholeList(fields, fields.data?.fields ?? [])}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('inventory.fields.empty')} text={t('inventory.fields.empty.text')} />}
        columns={[
          { title: t('inventory.kind'), width: 100, render: (_, row) => t(`inventory.kind.${row.kind}`) },
          { title: t('inventory.fields.label'), width: 180, dataIndex: 'label' },
          { title: t('inventory.fields.key'), width: 160, dataIndex: 'key' },
          { title: t('inventory.fields.type'), width: 100, render: (_, row) => t(`inventory.fields.type.${row.type}`) },
          {
            title: t('inventory.fields.options'),
            width: 240,
            ellipsis: true,
            render: (_, row) => row.options.join(t('shell.comma')),
          },
          { title: '', width: 120, render: (_, row) => act(row) },
        ]}
        card={(row) => (
          <PhoneCard
            title={row.label}
            extra={t(`inventory.kind.${row.kind}`)}
            lines={[t(`inventory.fields.type.${row.type}`), row.options.join(' ')]}
            actions={act(row)}
          />
        )}
      />
      {adding ? <AddDialog onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function AddDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof kinds)[number]>('room');
  const [label, setLabel] = useState('');
  const [key, setKey] = useState('');
  const [type, setType] = useState<(typeof types)[number]>('text');
  const [options, setOptions] = useState<readonly string[]>([]);
  const define = useApiCommand(inventory.defineField);
  return (
    <DialogForm
      title={t('inventory.fields.add')}
      incomplete={
        label.trim() === '' || !/^[a-z][a-z0-9_]{0,39}$/.test(key) || (type === 'choice' && options.length === 0)
      }
      onCancel={onClose}
      onSubmit={async () => {
        await define.mutateAsync({
          body: { kind, key, label: label.trim(), type, options: type === 'choice' ? [...options] : [] },
        });
        showDone(t('inventory.done'));
        onClose();
      }}
    >
      <Field label={t('inventory.kind')}>
        <Select
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: t(`inventory.kind.${value}`) }))}
        />
      </Field>
      <Field label={t('inventory.fields.label')}>
        <Input value={label} maxLength={40} onChange={(event) => setLabel(event.target.value)} />
      </Field>
      <Field label={t('inventory.fields.key')} hint={t('inventory.fields.key.hint')}>
        <Input value={key} maxLength={40} onChange={(event) => setKey(event.target.value)} />
      </Field>
      <Field label={t('inventory.fields.type')}>
        <Select
          value={type}
          onChange={setType}
          options={types.map((value) => ({ value, label: t(`inventory.fields.type.${value}`) }))}
        />
      </Field>
      {type === 'choice' ? (
        <Field label={t('inventory.fields.options')} hint={t('inventory.fields.options.hint')}>
          <Select mode="tags" value={[...options]} onChange={setOptions} open={false} />
        </Field>
      ) : null}
    </DialogForm>
  );
}

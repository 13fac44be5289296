/** Free fields a company adds to its customer files. A field in use is retired, never deleted: what was written stays readable. */
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { ApiError } from '../shell/api.ts';
import { askConfirm, showDone, showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { wholeList } from '../shell/parts/whole-list.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useWord } from './words.tsx';

interface Values {
  readonly key: string;
  readonly label: string;
  readonly type: 'text';
  readonly options?: string[];
}

export function FieldsPage() {
  const { t } = useTranslation();
  const word = useWord();
  const query = useApiQuery(customers.fields, {});
  const [adding, setAdding] = useState(false);
  const retire = useApiCommand(customers.retireField);
  const stop = async (fieldId: string, label: string): Promise<void> => {
    if (await askConfirm({ title: t('customers.fields.retire', { label }), danger: true }))
      await retire.mutateAsync({ params: { fieldId } });
  };
  type Field = NonNullable<typeof query.data>['fields'][number];
  const action = (field: Field) =>
    field.retired ? (
      <StateTag>{t('customers.fields.retired')}</StateTag>
    ) : (
      <ActionButton size="small" label={t('customers.fields.stop')} onClick={() => stop(field.id, field.label)} />
    );
  return (
    <Page
      title={t('customers.fields.title')}
      actions={
        <Button type="primary" onClick={() => setAdding(true)}>
          {t('customers.fields.add')}
        </Button>
      }
    >
      <DataList
        pages={wholeList(query, query.data?.fields)}
        rowKey={(field) => field.id}
        empty={<EmptyState title={t('customers.fields.none')} />}
        columns={[
          { title: t('customers.fields.label'), width: 200, dataIndex: 'label' },
          { title: t('customers.fields.key'), width: 160, dataIndex: 'key' },
          { title: t('customers.fields.type'), width: 120, render: (_, field) => word('fieldType', field.type) },
          { title: t('customers.fields.options'), width: 300, render: (_, field) => field.options.join('、') },
          { title: '', width: 120, render: (_, field) => action(field) },
        ]}
        card={(field) => (
          <PhoneCard
            title={field.label}
            lines={[word('fieldType', field.type), field.options.join('、')]}
            actions={action(field)}
          />
        )}
      />
      {adding ? <AddField onClose={() => setAdding(false)} /> : null}
    </Page>
  );
}

function AddField({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const [form] = Form.useForm<Values>();
  const type = Form.useWatch('type', form) as string | undefined;
  const define = useApiCommand(customers.defineField);
  const submit = async (values: Values): Promise<void> => {
    try {
      await define.mutateAsync({ body: values });
      showDone(t('customers.saved'));
      onClose();
    } catch (error) {
      if (error instanceof ApiError && error.field === 'key')
        form.setFields([{ name: 'key', errors: [textOf(error)] }]);
      else showError(error);
    }
  };
  const required = [{ required: true, message: t('customers.fields.needed') }];
  return (
    <Modal
      open
      title={t('customers.fields.add')}
      onCancel={onClose}
      onOk={() => form.submit()}
      okButtonProps={{ loading: define.isPending }}
    >
      <Form<Values>
        form={form}
        layout="vertical"
        initialValues={{ type: 'text' }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="label" label={t('customers.fields.label')} rules={required}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('customers.fields.key')}
          extra={t('customers.fields.keyHint')}
          rules={[...required, { pattern: /^[a-z][a-z0-9_]{0,39}$/, message: t('customers.fields.keyHint') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="type" label={t('customers.fields.type')}>
          <Select
            options={['text', 'number', 'date', 'choice'].map((code) => ({
              value: code,
              label: word('fieldType', code),
            }))}
          />
        </Form.Item>
        {type === 'choice' ? (
          <Form.Item name="options" label={t('customers.fields.options')} rules={required}>
            <Select mode="tags" open={false} suffixIcon={null} />
          </Form.Item>
        ) : null}
      </Form>
    </Modal>
  );
}

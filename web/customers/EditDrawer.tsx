/** Changing a file. A private field left empty keeps what it holds: what is stored is masked, so it cannot be shown for editing. */
import { Button, Checkbox, Drawer, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { ApiError } from '../shell/api.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { type File, useWord, sourceCodes } from './words.tsx';

const types = ['end_customer', 'dealer', 'distributor', 'supplier', 'special'];
const plain = ['segment', 'enquiry', 'background', 'suggestions', 'noDealReason', 'withdrawalReason', 'note'] as const;
const secret = ['idNumber', 'address', 'postcode', 'wechat', 'email', 'fax', 'pager', 'website'] as const;

type Values = Record<string, unknown> & { custom?: Record<string, unknown> };

export function EditDrawer({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const [form] = Form.useForm<Values>();
  const fields = (useApiQuery(customers.fields, {}).data?.fields ?? []).filter((field) => !field.retired);
  const update = useApiCommand(customers.update);
  const submit = async (values: Values): Promise<void> => {
    const changed = Object.entries(values).filter(([name, value]) => {
      if (name === 'custom') return false;
      if ((secret as readonly string[]).includes(name) || name === 'phones')
        return typeof value === 'string' && value.trim() !== '';
      return value !== file[name as keyof File];
    });
    const custom = Object.fromEntries(
      Object.entries(values.custom ?? {}).filter(([key, value]) => (value ?? null) !== (file.custom[key] ?? null)),
    );
    try {
      await update.mutateAsync({
        params: { customerId: file.id },
        body: {
          version: file.version,
          ...Object.fromEntries(changed.map(([name, value]) => [name, value ?? null])),
          ...(Object.keys(custom).length > 0
            ? { custom: Object.fromEntries(Object.entries(custom).map(([key, value]) => [key, value ?? null])) }
            : {}),
        } as never,
      });
      showDone(t('customers.saved'));
      onClose();
    } catch (error) {
      if (error instanceof ApiError && error.field)
        form.setFields([{ name: error.field.split('.') as never, errors: [textOf(error)] }]);
      else showError(error);
    }
  };
  const options = (kind: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: word(kind, code) }));
  return (
    <Drawer
      open
      size={520}
      title={t('customers.edit')}
      onClose={onClose}
      extra={
        <Button type="primary" loading={update.isPending} onClick={() => form.submit()}>
          {t('customers.save')}
        </Button>
      }
    >
      <Form<Values> form={form} layout="vertical" initialValues={file} onFinish={(values) => void submit(values)}>
        <Form.Item
          name="name"
          label={t('customers.field.name')}
          rules={[{ required: true, whitespace: true, message: t('customers.register.nameMissing') }]}
        >
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="phones" label={t('customers.field.phones')} extra={t('customers.edit.phones')}>
          <Input inputMode="tel" maxLength={120} placeholder={file.phone ?? ''} />
        </Form.Item>
        <Form.Item name="source" label={t('customers.col.source')}>
          <Select options={options('source', sourceCodes)} />
        </Form.Item>
        <Form.Item name="kind" label={t('customers.field.kind')}>
          <Select options={options('kind', ['person', 'company'])} />
        </Form.Item>
        <Form.Item name="type" label={t('customers.col.type')}>
          <Select allowClear options={options('type', types)} />
        </Form.Item>
        {plain.map((name) => (
          <Form.Item key={name} name={name} label={t(`customers.field.${name}`)}>
            <Input.TextArea rows={1} maxLength={2000} />
          </Form.Item>
        ))}
        {fields.map((field) => (
          <Form.Item key={field.key} name={['custom', field.key]} label={field.label}>
            {field.type === 'number' ? (
              <InputNumber style={{ width: '100%' }} />
            ) : field.type === 'choice' ? (
              <Select allowClear options={field.options.map((option) => ({ value: option, label: option }))} />
            ) : (
              <Input maxLength={500} placeholder={field.type === 'date' ? 'YYYY-MM-DD' : undefined} />
            )}
          </Form.Item>
        ))}
        <p className="muted">{t('customers.edit.private')}</p>
        {secret.map((name) => (
          <Form.Item key={name} name={name} label={t(`customers.field.${name}`)}>
            <Input maxLength={200} autoComplete="off" placeholder={file.people[0]?.private[name] ?? ''} />
          </Form.Item>
        ))}
        <Form.Item name="important" valuePropName="checked">
          <Checkbox>{t('customers.important')}</Checkbox>
        </Form.Item>
        <Form.Item name="confidential" valuePropName="checked">
          <Checkbox>{t('customers.confidential')}</Checkbox>
        </Form.Item>
      </Form>
    </Drawer>
  );
}

/** What a call back found about the source: whether the customer was asked, and what they say. */
import { Checkbox, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { AddForm } from './AddForm.tsx';
import { Card, Entry } from './history.tsx';
import { type File, sourceCodes, useWord } from './words.tsx';

interface Check {
  readonly told: string;
  readonly wasAsked?: boolean;
  readonly note?: string;
}

export function SourceChecks({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const mayCheck = usePermission('customers.checkSource') !== null;
  const record = useApiCommand(customers.checkSource);
  if (!mayCheck && file.sourceChecks.length === 0) return null;
  const form = (
    <AddForm<Check>
      mayAdd
      file={file}
      title={t('customers.sourceCheck')}
      initialValues={{ told: file.source, wasAsked: true }}
      save={({ told, wasAsked = false, note = '' }) =>
        record.mutateAsync({ params: { customerId: file.id }, body: { told: told as 'other', wasAsked, note } })
      }
    >
      <Form.Item name="told" label={t('customers.sourceCheck.told')}>
        <Select options={sourceCodes.map((code) => ({ value: code, label: word('source', code) }))} />
      </Form.Item>
      <Form.Item name="wasAsked" valuePropName="checked">
        <Checkbox>{t('customers.sourceCheck.wasAsked')}</Checkbox>
      </Form.Item>
      <Form.Item name="note" label={t('customers.field.note')}>
        <Input maxLength={200} />
      </Form.Item>
    </AddForm>
  );
  return (
    <Card title={t('customers.sourceCheck')} extra={mayCheck ? form : null}>
      {file.sourceChecks.map((check) => (
        <Entry key={check.journalId} at={check.at} by={check.by?.name} journalId={check.journalId}>
          <StateTag tone={check.matches ? 'good' : 'bad'}>
            {check.matches ? t('customers.sourceCheck.matches') : word('source', check.told)}
          </StateTag>{' '}
          {check.wasAsked ? '' : t('customers.sourceCheck.notAsked')} {check.note}
        </Entry>
      ))}
    </Card>
  );
}

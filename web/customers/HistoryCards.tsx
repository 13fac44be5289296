/** Grade, needs, interests, colleagues and merges of a customer, each with who and when. */
import { Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { AddForm } from './AddForm.tsx';
import { BusinessCard } from './BusinessCard.tsx';
import { ContactsButton } from './ContactsButton.tsx';
import { Card, Entry } from './history.tsx';
import { SourceChecks } from './SourceCheck.tsx';
import { type File, GradeTag, useWord } from './words.tsx';

export function HistoryCards({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  return (
    <>
      <Card
        title={t('customers.grades')}
        extra={file.trackingSheet.needed ? <StateTag tone="active">{t('customers.trackingSheet')}</StateTag> : null}
      >
        {file.grades.map((entry) => (
          <Entry key={entry.journalId} at={entry.at} by={entry.by?.name} journalId={entry.journalId}>
            <GradeTag grade={entry.from} /> → <GradeTag grade={entry.to} /> {entry.reason}
          </Entry>
        ))}
      </Card>
      <Needs file={file} />
      <Card title={t('customers.interests')} extra={<AddInterest file={file} />}>
        {file.interests.map((entry) => (
          <Entry key={entry.id} at={entry.at} by={entry.by?.name}>
            {[entry.product, entry.detail].filter(Boolean).join(' · ')}
          </Entry>
        ))}
      </Card>
      <Card title={t('customers.staff')} extra={<ContactsButton file={file} />}>
        {file.staff.map((entry) => (
          <Entry key={`${entry.person.id}${entry.since}${entry.role}`} at={entry.since} by={entry.person.name}>
            {word('serving', entry.role)}{' '}
            {entry.until ? (
              <span className="muted">{t('customers.until', { at: formatInstant(entry.until) })}</span>
            ) : null}
          </Entry>
        ))}
      </Card>
      <SourceChecks file={file} />
      <BusinessCard file={file} />
      {file.referrals.length > 0 ? (
        <Card title={t('customers.referrals')}>
          {file.referrals.map((one) => (
            <li key={one.id}>{one.name}</li>
          ))}
        </Card>
      ) : null}
      {file.merges.length > 0 ? <Merges file={file} /> : null}
    </>
  );
}

function Merges({ file }: { file: File }) {
  const { t } = useTranslation();
  const undo = useApiCommand(customers.undoMerge);
  const back = async (mergeId: string): Promise<void> => {
    const reason = await askReason({ title: t('customers.merge.undo'), required: false });
    if (reason === null) return;
    await undo.mutateAsync({ params: { mergeId }, body: { reason } });
    showDone(t('customers.merge.undone'));
  };
  return (
    <Card title={t('customers.merges')}>
      {file.merges.map((entry) => (
        <Entry key={entry.id} at={entry.at} by={entry.by?.name} journalId={entry.journalId}>
          {entry.absorbed.name}{' '}
          {entry.undoneAt ? (
            <StateTag>{t('customers.merge.undone')}</StateTag>
          ) : (
            <ActionButton
              size="small"
              type="link"
              label={t('customers.merge.undo')}
              disabledReason={file.whyNot.merge}
              onClick={() => back(entry.id)}
            />
          )}
        </Entry>
      ))}
    </Card>
  );
}

const urgencies = ['now', 'this_month', 'this_year', 'no_hurry'];
const feasibilities = ['feasible', 'with_conditions', 'not_feasible'];

function Needs({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const record = useApiCommand(customers.recordNeeds);
  const options = (kind: string, codes: readonly string[]) =>
    codes.map((code) => ({ value: code, label: word(kind, code) }));
  return (
    <Card
      title={t('customers.needs')}
      extra={
        <AddForm<Record<string, unknown>>
          file={file}
          title={t('customers.needs')}
          save={(values) => record.mutateAsync({ params: { customerId: file.id }, body: values as never })}
        >
          <Form.Item
            name="text"
            label={t('customers.needs.text')}
            rules={[{ required: true, message: t('customers.needs.text') }]}
          >
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
          <Form.Item name="urgency" label={t('customers.needs.urgency')}>
            <Select options={options('urgency', urgencies)} />
          </Form.Item>
          <Form.Item name="feasibility" label={t('customers.needs.feasibility')}>
            <Select options={options('feasibility', feasibilities)} />
          </Form.Item>
          <Form.Item name="forwardTo" label={t('customers.needs.forwardTo')}>
            <Select mode="tags" open={false} suffixIcon={null} />
          </Form.Item>
          <Form.Item name="advice" label={t('customers.needs.advice')}>
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Form.Item name="declinedReason" label={t('customers.needs.declined')}>
            <Input maxLength={200} />
          </Form.Item>
        </AddForm>
      }
    >
      {file.needs.map((entry) => (
        <Entry key={entry.id} at={entry.at} by={entry.by?.name} journalId={entry.journalId}>
          {entry.text}{' '}
          <span className="muted">
            {[
              word('urgency', entry.urgency),
              word('feasibility', entry.feasibility),
              entry.forwardTo.join('、'),
              entry.advice,
              entry.declinedReason,
              entry.answeredAt ? t('customers.needs.answered', { at: formatInstant(entry.answeredAt) }) : '',
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </Entry>
      ))}
    </Card>
  );
}

function AddInterest({ file }: { file: File }) {
  const { t } = useTranslation();
  const add = useApiCommand(customers.addInterest);
  return (
    <AddForm<{ product: string; detail?: string }>
      file={file}
      title={t('customers.interests')}
      save={(values) => add.mutateAsync({ params: { customerId: file.id }, body: values })}
    >
      <Form.Item
        name="product"
        label={t('customers.interest.product')}
        rules={[{ required: true, whitespace: true, message: t('customers.interest.product') }]}
      >
        <Input maxLength={200} autoFocus />
      </Form.Item>
      <Form.Item name="detail" label={t('customers.interest.detail')}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
    </AddForm>
  );
}

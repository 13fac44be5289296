/** The people of a customer. Contacts are masked; a reveal shows them for as long as the page is open, and is written down. */
import { EyeOutlined } from '@ant-design/icons';
import { Button, Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { customers } from '#contract/customers.ts';
import { ApiError } from '../shell/api.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { JoinHousehold } from './JoinHousehold.tsx';
import { type File, type Person, useWord } from './words.tsx';

type Revealed = ResponseOf<typeof customers.reveal>;
const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'other', 'contact'];

export function PeopleCard({ file }: { file: File }) {
  const { t } = useTranslation();
  const [revealed, setRevealed] = useState<Revealed | null>(null);
  const [adding, setAdding] = useState(false);
  const [joining, setJoining] = useState(false);
  const command = useApiCommand(customers.reveal);
  const reveal = async (): Promise<void> => {
    const params = { customerId: file.id };
    try {
      setRevealed(await command.mutateAsync({ params, body: {} }));
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'REASON_MISSING') throw error;
      const reason = await askReason({
        title: t('customers.reveal'),
        suggestions: [t('customers.reveal.call'), t('customers.reveal.contract')],
      });
      if (reason !== null) setRevealed(await command.mutateAsync({ params, body: { reason } }));
    }
  };
  return (
    <section className="customer-card">
      <h2>
        {t('customers.people')}
        <span style={{ display: 'flex', gap: 6 }}>
          {revealed ? (
            <span className="muted">{t('customers.reveal.left', { count: revealed.left })}</span>
          ) : (
            <ActionButton
              size="small"
              icon={<EyeOutlined />}
              label={t('customers.reveal')}
              disabledReason={file.whyNot.reveal}
              onClick={reveal}
            />
          )}
          <ActionButton
            size="small"
            label={t('customers.people.add')}
            disabledReason={file.whyNot.edit}
            onClick={() => setAdding(true)}
          />
          <ActionButton
            size="small"
            label={t('customers.household.join')}
            disabledReason={file.whyNot.edit}
            onClick={() => setJoining(true)}
          />
        </span>
      </h2>
      {file.people.map((person) => (
        <PersonLine
          key={person.id}
          file={file}
          person={person}
          open={revealed?.people.find((one) => one.id === person.id) ?? null}
        />
      ))}
      {file.household.length > 0 ? (
        <p className="muted">{t('customers.household', { names: file.household.map((one) => one.name).join('、') })}</p>
      ) : null}
      {adding ? <AddPerson file={file} onClose={() => setAdding(false)} /> : null}
      {joining ? <JoinHousehold file={file} onClose={() => setJoining(false)} /> : null}
    </section>
  );
}

interface PersonLineProps {
  readonly file: File;
  readonly person: Person;
  readonly open: Revealed['people'][number] | null;
}

function PersonLine({ file, person, open }: PersonLineProps) {
  const { t } = useTranslation();
  const word = useWord();
  const removal = useApiCommand(customers.removePerson);
  const remove = async (): Promise<void> => {
    const reason = await askReason({ title: t('customers.people.remove', { name: person.name }), danger: true });
    if (reason !== null)
      await removal.mutateAsync({ params: { customerId: file.id, personId: person.id }, body: { reason } });
  };
  const keys = open
    ? open.keys.map(({ kind, value }) => ({ kind, text: value }))
    : person.keys.filter((key) => key.kind !== 'id_number').map(({ kind, masked }) => ({ kind, text: masked }));
  const details = Object.entries(open?.private ?? person.private);
  return (
    <div className="customer-person">
      <strong>{person.name}</strong>
      {person.relation === 'self' ? null : <span className="muted">{word('relation', person.relation)}</span>}
      {person.position ? <span>{person.position}</span> : null}
      {keys.map((key) => (
        <span key={`${key.kind}${key.text}`}>
          {key.kind === 'phone' && open ? <a href={`tel:${key.text}`}>{key.text}</a> : key.text}
          {key.kind === 'phone' ? null : <span className="muted"> {word('key', key.kind)}</span>}
        </span>
      ))}
      {details.map(([name, value]) => (
        <span key={name}>
          <span className="muted">{word('field', name)}</span> {value}
        </span>
      ))}
      {person.relation !== 'self' && file.whyNot.edit === null ? (
        <ActionButton type="link" size="small" danger label={t('customers.people.removeOne')} onClick={remove} />
      ) : null}
    </div>
  );
}

function AddPerson({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const word = useWord();
  const [form] = Form.useForm();
  const add = useApiCommand(customers.addPerson);
  const submit = async (values: {
    relation: 'spouse';
    name: string;
    phones?: string;
    position?: string;
  }): Promise<void> => {
    try {
      await add.mutateAsync({ params: { customerId: file.id }, body: { ...values, confirmed: true } });
      showDone(t('customers.saved'));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Modal open title={t('customers.people.add')} onCancel={onClose} footer={null}>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ relation: 'spouse' }}
        onFinish={(values) => void submit(values)}
      >
        <Form.Item name="relation" label={t('customers.relation')}>
          <Select options={relations.map((code) => ({ value: code, label: word('relation', code) }))} />
        </Form.Item>
        <Form.Item
          name="name"
          label={t('customers.field.name')}
          rules={[{ required: true, whitespace: true, message: t('customers.register.nameMissing') }]}
        >
          <Input maxLength={60} autoFocus />
        </Form.Item>
        <Form.Item name="phones" label={t('customers.field.phones')}>
          <Input inputMode="tel" maxLength={120} />
        </Form.Item>
        <Form.Item name="position" label={t('customers.field.position')}>
          <Input maxLength={60} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={add.isPending}>
          {t('customers.save')}
        </Button>
      </Form>
    </Modal>
  );
}

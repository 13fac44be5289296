/** Business done with a company, and the form that claims it as a new customer. */
import { Form, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { AddForm } from './AddForm.tsx';
import { ClaimTag } from './ClaimTag.tsx';
import { Card, Entry } from './history.tsx';
import { type File, useWord } from './words.tsx';

export function BusinessCard({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const { transactions, newClaims } = file.business;
  const [claiming, setClaiming] = useState<string | null>(null);
  if (file.kind !== 'company' && transactions.length === 0) return null;
  const isClaimed = (on: string): boolean =>
    newClaims.some(({ firstOn, state }) => firstOn === on && (state === 'submitted' || state === 'confirmed'));
  return (
    <Card title={t('customers.business')} extra={<AddTransaction file={file} />}>
      {[
        ...newClaims.map((claim) => (
          <Entry key={claim.id} at={claim.at} by={claim.by?.name} journalId={claim.journalId}>
            <ClaimTag claim={claim} /> {claim.formName}
          </Entry>
        )),
        ...transactions.map((one) => (
          <Entry key={one.id} at={one.at} by={one.by?.name}>
            {[one.on, word('business', one.kind), one.invoiceName, one.number].filter(Boolean).join(' · ')}{' '}
            {one.kind === 'invoice' && !isClaimed(one.on) ? (
              <ActionButton
                type="link"
                size="small"
                label={t('customers.business.claim')}
                disabledReason={file.whyNot.edit}
                onClick={() => setClaiming(one.on)}
              />
            ) : null}
          </Entry>
        )),
        claiming ? <ClaimForm key="form" file={file} firstOn={claiming} onClose={() => setClaiming(null)} /> : null,
      ].filter(Boolean)}
    </Card>
  );
}

interface ClaimFormProps {
  readonly file: File;
  readonly firstOn: string;
  readonly onClose: () => void;
}

function ClaimForm({ file, firstOn, onClose }: ClaimFormProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(file.name);
  const claim = useApiCommand(customers.claimNewCustomer);
  const submit = async (): Promise<void> => {
    try {
      await claim.mutateAsync({ params: { customerId: file.id }, body: { firstOn, formName: name } });
      showDone(t('customers.business.handedIn'));
      onClose();
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Modal open title={t('customers.business.claim')} onCancel={onClose} onOk={() => void submit()}>
      <p className="muted">{t('customers.business.nameRule')}</p>
      <Input
        value={name}
        maxLength={200}
        aria-label={t('customers.field.name')}
        onChange={(event) => setName(event.target.value)}
      />
    </Modal>
  );
}

interface Transaction {
  readonly on: string;
  readonly kind: 'invoice' | 'sample';
  readonly invoiceName?: string;
  readonly number?: string;
}

function AddTransaction({ file }: { file: File }) {
  const { t } = useTranslation();
  const word = useWord();
  const add = useApiCommand(customers.addTransaction);
  return (
    <AddForm<Transaction>
      file={file}
      title={t('customers.business')}
      initialValues={{ kind: 'invoice', invoiceName: file.name }}
      save={({ on, ...values }) => add.mutateAsync({ params: { customerId: file.id }, body: { ...values, on } })}
    >
      <Form.Item
        name="on"
        label={t('customers.business.on')}
        rules={[{ required: true, message: t('customers.business.on') }]}
      >
        <Input type="date" />
      </Form.Item>
      <Form.Item name="kind" label={t('customers.business.kind')}>
        <Select options={['invoice', 'sample'].map((code) => ({ value: code, label: word('business', code) }))} />
      </Form.Item>
      <Form.Item name="invoiceName" label={t('customers.business.invoiceName')}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="number" label={t('customers.business.number')}>
        <Input maxLength={200} />
      </Form.Item>
    </AddForm>
  );
}

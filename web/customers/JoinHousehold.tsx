/** This customer is family of another one: joined by the house's rule, as one customer or as two that know of each other. */
import { useNavigate } from '@tanstack/react-router';
import { Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { CustomerPicker } from './CustomerPicker.tsx';
import type { File, Row } from './words.tsx';

const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'other'] as const;

export function JoinHousehold({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [head, setHead] = useState<Row | null>(null);
  const [relation, setRelation] = useState<(typeof relations)[number]>('spouse');
  const join = useApiCommand(customers.joinHousehold);
  const submit = async (): Promise<void> => {
    if (!head) return;
    try {
      const body = { headId: head.id, relation, confirmed: true };
      const done = await join.mutateAsync({ params: { customerId: file.id }, body });
      showDone(t('customers.saved'));
      onClose();
      if (done.customerId !== file.id) void navigate({ to: `/customers/${done.customerId}` });
    } catch (error) {
      showError(error);
    }
  };
  return (
    <Modal
      open
      width={640}
      title={t('customers.household.join')}
      onCancel={onClose}
      onOk={() => void submit()}
      okButtonProps={{ disabled: !head, loading: join.isPending }}
    >
      <CustomerPicker
        autoFocus
        chosen={head}
        onChoose={setHead}
        label={t('customers.household.head')}
        exceptId={file.id}
      />
      <Radio.Group
        style={{ marginTop: 20 }}
        value={relation}
        options={relations.map((code) => ({ value: code, label: t(`customers.relation.${code}`) }))}
        onChange={(event) => setRelation(event.target.value)}
      />
      <p className="muted">{t('customers.household.explain')}</p>
    </Modal>
  );
}

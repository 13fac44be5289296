/** This customer is family of another one: joined by the house's rule, as one customer or as two that know of each other. */
import { useNavigate } from '@tanstack/react-router';
import { Input, Modal, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { customers } from '#contract/customers.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { Hits, useHits } from './Hits.tsx';
import type { File, Row } from './words.tsx';

const relations = ['spouse', 'parent', 'child', 'sibling', 'grandparent', 'other'] as const;

export function JoinHousehold({ file, onClose }: { file: File; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [head, setHead] = useState<Row | null>(null);
  const [relation, setRelation] = useState<(typeof relations)[number]>('spouse');
  const hits = useHits(head ? '' : typed);
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
      <Input
        autoFocus
        value={head ? head.name : typed}
        placeholder={t('customers.search')}
        aria-label={t('customers.household.head')}
        style={{ marginBottom: 20 }}
        onChange={(event) => {
          setHead(null);
          setTyped(event.target.value);
        }}
      />
      <Hits
        hits={{ ...hits, known: hits.known.filter((hit) => hit.customer.id !== file.id) }}
        openLabel={t('customers.merge.choose')}
        onOpen={setHead}
      />
      <Radio.Group
        value={relation}
        options={relations.map((code) => ({ value: code, label: t(`customers.relation.${code}`) }))}
        onChange={(event) => setRelation(event.target.value)}
      />
      <p className="muted">{t('customers.household.explain')}</p>
    </Modal>
  );
}

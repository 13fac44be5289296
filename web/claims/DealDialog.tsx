/** Recording a deal: the story in a few choices; the rulebook says who is credited and who is paid. */
import { Input, InputNumber, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ClaimRow, claims } from '#contract/claims.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { Shares } from './Shares.tsx';
import { useColleagues } from './use-colleagues.ts';

const wishes = [
  'none',
  'accepts_earlier',
  'refuses_earlier',
  'complains_of_earlier',
  'names_other',
  'wants_discount',
  'names_several',
  'remembers_nobody',
] as const;
const complaints = ['pending', 'upheld', 'unfounded'] as const;

interface DealDialogProps {
  readonly claim: ClaimRow;
  readonly history: readonly ClaimRow[];
  readonly onClose: () => void;
}

export function DealDialog({ claim, history, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const [wish, setWish] = useState<(typeof wishes)[number]>('none');
  const [complaint, setComplaint] = useState<(typeof complaints)[number]>('pending');
  const [aboutId, setAboutId] = useState<string | null>(null);
  const [relationWith, setRelationWith] = useState<string | null>(null);
  const [dealRef, setDealRef] = useState('');
  const [yuan, setYuan] = useState<number | null>(null);
  const [verdict, setVerdict] = useState<ResponseOf<typeof claims.close>['verdict'] | null>(null);
  const close = useApiCommand(claims.close);
  // That a complaint was upheld is a superior's finding: whoever sells may not testify to it.
  const mayRule = usePermission('claims.rule') !== null;
  const colleagues = useColleagues(claim.site.id);
  const earlier = [...new Map(history.map((row) => [row.owner.id, row.owner])).values()].filter(
    (one) => one.id !== claim.owner.id,
  );
  if (verdict)
    return (
      <DialogForm
        title={t('claims.deal.decided')}
        okText={t('claims.understood')}
        onCancel={onClose}
        onSubmit={onClose}
      >
        <Shares verdict={verdict} />
      </DialogForm>
    );
  const complains = wish === 'complains_of_earlier';
  return (
    <DialogForm
      title={t('claims.deal.title', { name: claim.customer.name })}
      okText={t('claims.deal')}
      onCancel={onClose}
      onSubmit={async () => {
        const answer = await close.mutateAsync({
          params: { claimId: claim.id },
          body: {
            dealRef,
            story: {
              wish,
              ...(aboutId ? { aboutId } : {}),
              ...(complains ? { complaint } : {}),
              ...(relationWith ? { relationWith } : {}),
            },
            ...(yuan === null ? {} : { commissionFen: Math.round(yuan * 100) }),
          },
        });
        showDone(t('claims.deal.done'));
        setVerdict(answer.verdict);
      }}
    >
      <Field label={t('claims.deal.wish')}>
        <Select
          value={wish}
          onChange={setWish}
          style={{ width: '100%' }}
          options={wishes.map((value) => ({ value, label: t(`claims.wish.${value}`) }))}
        />
      </Field>
      {complains ? (
        <Field label={t('claims.deal.complaint')}>
          <Select
            value={complaint}
            onChange={setComplaint}
            style={{ width: '100%' }}
            options={complaints
              .filter((value) => mayRule || value !== 'upheld')
              .map((value) => ({ value, label: t(`claims.complaint.${value}`) }))}
          />
        </Field>
      ) : null}
      {wish !== 'none' && earlier.length > 0 ? (
        <Field label={t('claims.deal.about')}>
          <StaffSelect people={earlier} value={aboutId} onChange={setAboutId} label={t('claims.deal.about')} />
        </Field>
      ) : null}
      {mayRule ? (
        <Field label={t('claims.deal.relationWith')} hint={t('claims.deal.relationWith.hint')}>
          <StaffSelect
            people={colleagues}
            value={relationWith}
            onChange={setRelationWith}
            label={t('claims.deal.relationWith')}
          />
        </Field>
      ) : null}
      <Field label={t('claims.deal.ref')}>
        <Input value={dealRef} maxLength={200} onChange={(event) => setDealRef(event.target.value)} />
      </Field>
      <Field label={t('claims.deal.commission')}>
        <InputNumber min={0} precision={2} value={yuan} onChange={setYuan} style={{ width: '100%' }} prefix="¥" />
      </Field>
    </DialogForm>
  );
}

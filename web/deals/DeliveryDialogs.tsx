/** What is agreed about delivering, what the customer was told, and when a paper was signed. */
import { Checkbox, Input, Radio } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealDelivery } from '#contract/deals-delivery.ts';
import type { BodyOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { useApiCommand } from '../shell/queries.ts';
import type { DealDialogProps } from './DealActions.tsx';

type Wish = 'customer' | 'house';

export function PromiseDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const { delivery } = deal;
  const [day, setDay] = useState(delivery.promisedOn ?? '');
  const [plan, setPlan] = useState(delivery.plan);
  const wasConfirmed = delivery.paymentAgreed === deal.paymentMethod;
  const [confirmed, setConfirmed] = useState(wasConfirmed);
  const [wish, setWish] = useState<Wish | null>(null);
  const [reason, setReason] = useState('');
  const promise = useApiCommand(dealDelivery.promise);
  const moves = deal.effectiveAt !== null && delivery.promisedOn !== null && day !== delivery.promisedOn && day !== '';
  const changes = day !== (delivery.promisedOn ?? '') || plan !== delivery.plan || (confirmed && !wasConfirmed);
  return (
    <DialogForm
      title={t(delivery.promisedOn ? 'deals.delivery.move' : 'deals.delivery.agree')}
      incomplete={!changes || (moves && (wish === null || reason.trim() === ''))}
      onCancel={onClose}
      onSubmit={async () => {
        await promise.mutateAsync({
          params: { dealId: deal.id },
          body: {
            version: deal.version,
            promisedOn: day === '' ? null : day,
            plan,
            paymentMethod: confirmed ? deal.paymentMethod : null,
            wish: moves ? wish : null,
            reason: moves ? reason : '',
          },
        });
        showDone(t(moves ? 'deals.delivery.moved' : 'deals.delivery.agreed'));
        onClose();
      }}
    >
      <Field label={t('deals.delivery.promisedOn')}>
        <DayInput value={day} onChange={setDay} label={t('deals.delivery.promisedOn')} min={localToday()} />
      </Field>
      {moves ? (
        <>
          <Field label={t('deals.delivery.wish')} hint={wish === 'house' ? t('deals.delivery.wish.hint') : undefined}>
            <Radio.Group
              value={wish}
              onChange={(event) => setWish(event.target.value as Wish)}
              options={(['customer', 'house'] as const).map((value) => ({
                value,
                label: t(`deals.delivery.wish.${value}`),
              }))}
            />
          </Field>
          <Field label={t('deals.delivery.reason')}>
            <Input.TextArea
              rows={2}
              maxLength={2000}
              value={reason}
              aria-label={t('deals.delivery.reason')}
              onChange={(event) => setReason(event.target.value)}
            />
          </Field>
        </>
      ) : null}
      <PlanField value={plan} onChange={setPlan} />
      <Checkbox checked={confirmed} disabled={wasConfirmed} onChange={(event) => setConfirmed(event.target.checked)}>
        {t('deals.delivery.payment.confirm', { payment: t(`deals.payment.${deal.paymentMethod}`) })}
      </Checkbox>
    </DialogForm>
  );
}

export function PlanField({ value, onChange }: { readonly value: string; readonly onChange: (plan: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('deals.delivery.plan')} hint={t('deals.delivery.plan.hint')}>
      <Input.TextArea
        rows={2}
        maxLength={2000}
        value={value}
        aria-label={t('deals.delivery.plan')}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

type Channel = BodyOf<typeof dealDelivery.tell>['channel'];
const channels: readonly Channel[] = ['call', 'visit', 'chat', 'sms', 'email', 'reception'];

export function TellDialog({ deal, onClose }: DealDialogProps) {
  const { t } = useTranslation();
  const open = deal.delivery.tellings.filter(({ endedAt }) => endedAt === null);
  const [chosen, setChosen] = useState<readonly string[]>(open.map(({ id }) => id));
  const [channel, setChannel] = useState<Channel>('call');
  const [note, setNote] = useState('');
  const tell = useApiCommand(dealDelivery.tell);
  return (
    <DialogForm
      title={t('deals.tell')}
      incomplete={chosen.length === 0 || note.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await tell.mutateAsync({
          params: { dealId: deal.id },
          body: { tellingIds: [...chosen], channel, note },
        });
        showDone(t('deals.tell.done'));
        onClose();
      }}
    >
      <Checkbox.Group
        className="deal-checks"
        value={[...chosen]}
        onChange={(ids) => setChosen(ids.map(String))}
        options={open.map((row) => ({
          value: row.id,
          label: `${t(`deals.progress.${row.what}`)} · ${t('deals.progress.due', { day: row.dueOn })}`,
        }))}
      />
      <Field label={t('deals.tell.how')}>
        <Radio.Group
          value={channel}
          onChange={(event) => setChannel(event.target.value as Channel)}
          options={channels.map((value) => ({ value, label: t(`claims.channel.${value}`) }))}
        />
      </Field>
      <Field label={t('deals.tell.note')} hint={t('deals.tell.note.hint')}>
        <Input.TextArea
          rows={3}
          maxLength={2000}
          value={note}
          aria-label={t('deals.tell.note')}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
    </DialogForm>
  );
}

interface SignedProps {
  readonly dealId: string;
  readonly documentId: string;
  readonly name: string;
  readonly onClose: () => void;
}
export function PaperSignedDialog({ dealId, documentId, name, onClose }: SignedProps) {
  const { t } = useTranslation();
  const [signedOn, setSignedOn] = useState(localToday());
  const sign = useApiCommand(dealDelivery.paperSigned);
  return (
    <DialogForm
      title={t('deals.signPaper.title', { name })}
      okText={t('deals.signPaper')}
      incomplete={signedOn === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await sign.mutateAsync({ params: { dealId, documentId }, body: { signedOn } });
        showDone(t('deals.signPaper.done'));
        onClose();
      }}
    >
      <Field label={t('deals.signPaper.day')}>
        <DayInput value={signedOn} onChange={setSignedOn} label={t('deals.signPaper.day')} max={localToday()} />
      </Field>
    </DialogForm>
  );
}

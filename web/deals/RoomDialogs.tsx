/** The forms of the contract room: plan, legal check, second check and its correction, the manager's part, a copy refused. */
import { Checkbox, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { contractRoom } from '#contract/deals-room.ts';
import { partKinds, writingFaults } from '#core/deals/room-types.ts';
import { useColleagues } from '../claims/use-colleagues.ts';
import { showDone } from '../shell/feedback.tsx';
import { localToday } from '../shell/format.ts';
import { DayInput } from '../shell/parts/DayInput.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { type RoomProps, useKeyed } from './RoomCard.tsx';

interface Props extends RoomProps {
  readonly copyId: string;
  readonly onClose: () => void;
}

function useDone(onClose: () => void) {
  const { t } = useTranslation();
  return () => {
    showDone(t('deals.saved'));
    onClose();
  };
}
const NOTE_MAX = 2000;

function Note({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t('deals.room.note')}>
      <Input.TextArea rows={2} maxLength={NOTE_MAX} value={value} onChange={(event) => onChange(event.target.value)} />
    </Field>
  );
}

export function PlanDialog({ deal, room, onClose }: Props) {
  const { t } = useTranslation();
  const [on, setOn] = useState(room.signingPlan?.on ?? localToday());
  const [place, setPlace] = useState(room.signingPlan?.place ?? '');
  const [text, setText] = useState(room.signingPlan?.text ?? '');
  const plan = useApiCommand(contractRoom.planSigning);
  const done = useDone(onClose);
  return (
    <DialogForm
      title={t('deals.room.plan')}
      incomplete={on === '' || text.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await plan.mutateAsync({ params: { dealId: deal.id }, body: { on, place, text } });
        done();
      }}
    >
      <Field label={t('deals.room.plan.on')}>
        <DayInput value={on} onChange={setOn} min={localToday()} label={t('deals.room.plan.on')} />
      </Field>
      <Field label={t('deals.room.plan.place')}>
        <Input value={place} maxLength={200} onChange={(event) => setPlace(event.target.value)} />
      </Field>
      <Field label={t('deals.room.plan.text')}>
        <Input.TextArea rows={3} maxLength={NOTE_MAX} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

export function LegalDialog({ deal, room, onClose }: Props) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Record<string, boolean>>(
    Object.fromEntries(room.legal.items.flatMap(({ item, answer }) => (answer === null ? [] : [[item, answer]]))),
  );
  const [note, setNote] = useState('');
  const check = useApiCommand(contractRoom.checkLegal);
  const done = useDone(onClose);
  const hasNo = Object.values(answers).includes(false);
  return (
    <DialogForm
      title={t('deals.room.legal')}
      incomplete={Object.keys(answers).length === 0 || (hasNo && note.trim() === '')}
      onCancel={onClose}
      onSubmit={async () => {
        await check.mutateAsync({ params: { dealId: deal.id }, body: { answers, note } });
        done();
      }}
    >
      {room.legal.items.map(({ item }) => (
        <div key={item} className="deal-unit-option">
          <span>{t(`deals.room.legalItem.${item}`)}</span>
          <Segmented
            size="small"
            aria-label={t(`deals.room.legalItem.${item}`)}
            value={answers[item] === undefined ? 'open' : answers[item] ? 'pass' : 'fail'}
            onChange={(value) =>
              setAnswers(({ [item]: _before, ...others }) =>
                value === 'open' ? others : { ...others, [item]: value === 'pass' },
              )
            }
            options={['open', 'pass', 'fail'].map((value) => ({ value, label: t(`deals.room.legal.${value}`) }))}
          />
        </div>
      ))}
      <Note value={note} onChange={setNote} />
    </DialogForm>
  );
}

export function RecheckDialog({ deal, room, onClose }: Props) {
  const { t } = useTranslation();
  const keyed = useKeyed();
  const values = room.recheck?.values ?? [];
  const [answers, setAnswers] = useState<Record<string, 'right' | 'wrong'>>({});
  const [note, setNote] = useState('');
  const recheck = useApiCommand(contractRoom.recheck);
  const done = useDone(onClose);
  const hasWrong = Object.values(answers).includes('wrong');
  return (
    <DialogForm
      title={t('deals.room.recheck')}
      incomplete={values.some(({ field }) => answers[field] === undefined) || (hasWrong && note.trim() === '')}
      onCancel={onClose}
      onSubmit={async () => {
        await recheck.mutateAsync({ params: { dealId: deal.id }, body: { answers, note } });
        done();
      }}
    >
      <p className="muted">{t('deals.room.recheck.text')}</p>
      {values.map(({ field, value }) => (
        <div key={field} className="deal-unit-option">
          <span>
            <span className="muted">{t(`deals.room.field.${field}`)}</span> <b>{keyed(field, value)}</b>
          </span>
          <Segmented
            size="small"
            aria-label={t(`deals.room.field.${field}`)}
            value={answers[field] ?? ''}
            onChange={(answer) => setAnswers((before) => ({ ...before, [field]: answer as 'right' | 'wrong' }))}
            options={(['right', 'wrong'] as const).map((one) => ({ value: one, label: t(`deals.room.${one}`) }))}
          />
        </div>
      ))}
      <Note value={note} onChange={setNote} />
    </DialogForm>
  );
}

export function CorrectDialog({ deal, room, onClose }: Props) {
  const { t } = useTranslation();
  const wrong = (room.recheck?.values ?? []).filter(({ isWrong }) => isWrong);
  const [buyers, setBuyers] = useState(deal.buyers || deal.customer.name);
  const [stands, setStands] = useState<readonly string[]>([]);
  const [note, setNote] = useState('');
  const correct = useApiCommand(contractRoom.correctEntry);
  const done = useDone(onClose);
  const hasName = wrong.some(({ field }) => field === 'name');
  return (
    <DialogForm
      title={t('deals.room.recheck.correct')}
      incomplete={stands.length > 0 && note.trim() === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await correct.mutateAsync({
          params: { dealId: deal.id },
          body: { stands: stands as never, note, ...(hasName && !stands.includes('name') ? { buyers } : {}) },
        });
        done();
      }}
    >
      <p className="muted">{t('deals.room.recheck.correctText')}</p>
      {room.recheck?.checked?.note ? <p>{room.recheck.checked.note}</p> : null}
      {hasName ? (
        <Field label={t('deals.room.recheck.buyers')}>
          <Input value={buyers} maxLength={200} onChange={(event) => setBuyers(event.target.value)} />
        </Field>
      ) : null}
      <Checkbox.Group
        className="deal-checks"
        value={[...stands]}
        onChange={(fields) => setStands(fields.map(String))}
        options={wrong.map(({ field }) => ({
          ...{ value: field, label: t('deals.room.recheck.stand', { field: t(`deals.room.field.${field}`) }) },
        }))}
      />
      <Note value={note} onChange={setNote} />
    </DialogForm>
  );
}

export function PartDialog({ deal, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof partKinds)[number]>('negotiation');
  const [on, setOn] = useState(localToday());
  const [note, setNote] = useState('');
  const take = useApiCommand(contractRoom.takePart);
  const done = useDone(onClose);
  return (
    <DialogForm
      title={t('deals.room.takePart')}
      incomplete={on === ''}
      onCancel={onClose}
      onSubmit={async () => {
        await take.mutateAsync({ params: { dealId: deal.id }, body: { kind, on, note } });
        done();
      }}
    >
      <Field label={t('deals.room.part.kind')}>
        <Segmented
          value={kind}
          onChange={(value) => setKind(value as typeof kind)}
          options={partKinds.map((value) => ({ value, label: t(`deals.room.part.${value}`) }))}
        />
      </Field>
      <Field label={t('deals.room.part.on')}>
        <DayInput value={on} onChange={setOn} label={t('deals.room.part.on')} />
      </Field>
      <Note value={note} onChange={setNote} />
    </DialogForm>
  );
}

export function CopyDialog({ deal, onClose }: Props) {
  const { t } = useTranslation();
  const colleagues = useColleagues(deal.siteId);
  const copies = deal.copies.filter(
    ({ document, state }) => document !== 'subscription' && state !== 'returned' && state !== 'rewrite',
  );
  const [copyId, setCopyId] = useState(copies[0]?.id ?? '');
  const [fault, setFault] = useState<(typeof writingFaults)[number]>('untidy');
  const [writerId, setWriterId] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const refuse = useApiCommand(contractRoom.refuseCopy);
  const done = useDone(onClose);
  return (
    <DialogForm
      title={t('deals.room.refuseCopy')}
      okText={t('deals.room.refuseCopy')}
      danger
      incomplete={copyId === ''}
      onCancel={onClose}
      onSubmit={async () => {
        const body = { fault, note, ...(writerId ? { writerId } : {}) };
        await refuse.mutateAsync({ params: { dealId: deal.id, copyId }, body });
        done();
      }}
    >
      <p className="muted">{t('deals.room.refuseCopy.text')}</p>
      <Field label={t('deals.copies')}>
        <Select
          value={copyId}
          onChange={setCopyId}
          options={copies.map((copy) => ({
            value: copy.id,
            label: `${t('deals.copy', { document: t(`deals.copyOf.${copy.document}`), seq: copy.seq })} · ${t(`deals.holder.${copy.state === 'out' ? copy.holder : copy.state}`)}`,
          }))}
        />
      </Field>
      <Field label={t('deals.room.fault')}>
        <Segmented
          value={fault}
          onChange={(value) => setFault(value as typeof fault)}
          options={writingFaults.map((value) => ({ value, label: t(`deals.room.fault.${value}`) }))}
        />
      </Field>
      <Field label={t('deals.room.writer')}>
        <StaffSelect people={colleagues} value={writerId} onChange={setWriterId} placeholder={t('deals.room.writer')} />
      </Field>
      <Note value={note} onChange={setNote} />
    </DialogForm>
  );
}

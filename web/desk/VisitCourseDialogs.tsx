/** Asked while a visit takes its course: passed on, corrected, logged, linked to a customer, seen out. */
import { Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '#contract/desk.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { Choice } from './Choice.tsx';
import { type Chosen, RecogniseField } from './RecogniseField.tsx';
import { ReasonField } from './ReasonField.tsx';
import { useStaffOptions, VisitFields } from './VisitFields.tsx';
import { useSettled, useVisitParams, type VisitDialogProps } from './visit-dialog.ts';
import { bodyOf, draftOf, questionsAnswered } from './visit-draft.ts';

const passReasons = ['own_work', 'with_leader', 'errand_company', 'errand_personal', 'meal', 'declined'] as const;

export function PassDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState<(typeof passReasons)[number] | null>(null);
  const [note, setNote] = useState('');
  const pass = useApiCommand(desk.pass);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  const name = props.visit.server?.name ?? '';
  return (
    <DialogForm
      title={t('desk.pass.title', { name })}
      okText={t('desk.act.pass')}
      onCancel={props.onClose}
      incomplete={reason === null}
      onSubmit={async () =>
        settled(
          await pass.mutateAsync({
            params,
            body: { reason: reason ?? 'declined', note: note.trim() || null, staffId: props.visit.server?.id },
          }),
        )
      }
    >
      <Choice
        label={t('desk.pass.reason')}
        value={reason}
        onChange={setReason}
        autoFocus
        options={passReasons.map((value) => ({
          value,
          label: t(value === 'declined' ? 'desk.reason.declined' : `desk.presence.${value}`),
        }))}
      />
      <Input
        value={note}
        maxLength={200}
        placeholder={t('desk.presence.note')}
        onChange={(event) => setNote(event.target.value)}
      />
    </DialogForm>
  );
}

const outcomes = ['undecided', 'interested', 'follow_up', 'deposit', 'deal', 'lost', 'not_a_customer'] as const;

export function FinishDialog(props: VisitDialogProps) {
  const { visit, floor } = props;
  const { t } = useTranslation();
  const [outcome, setOutcome] = useState<(typeof outcomes)[number] | null>(null);
  const [interest, setInterest] = useState('');
  const [note, setNote] = useState('');
  const [explainedTo, setExplained] = useState<string | null>(null);
  const people = useStaffOptions(floor).filter(({ id }) => id !== visit.server?.id);
  const finish = useApiCommand(desk.finish);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.finish.title', { number: visit.number })}
      okText={t('desk.act.finish')}
      onCancel={props.onClose}
      onSubmit={async () => {
        const body = { explainedTo, outcome, interest: interest.trim() || undefined, note: note.trim() || undefined };
        const answer = await finish.mutateAsync({ params, body });
        const said = [
          t(answer.counted ? 'desk.finish.counted' : 'desk.finish.notCounted'),
          answer.brief ? t('desk.finish.brief', { name: answer.brief.name }) : '',
          answer.registrationDue ? t('desk.finish.registrationDue') : '',
          answer.messages.length > 0 ? t('desk.finish.messages', { count: answer.messages.length }) : '',
          answer.nextCalled?.server
            ? t('desk.answer.called', { number: answer.nextCalled.number, name: answer.nextCalled.server.name })
            : '',
        ];
        showDone(said.filter(Boolean).join(' · '));
        settled(answer);
      }}
    >
      <Choice
        label={t('desk.finish.outcome')}
        value={outcome}
        onChange={setOutcome}
        autoFocus
        options={outcomes.map((value) => ({ value, label: t(`desk.outcome.${value}`) }))}
      />
      <Field label={t('desk.finish.interest')}>
        <Input value={interest} maxLength={500} onChange={(event) => setInterest(event.target.value)} />
      </Field>
      <Field label={t('desk.finish.note')}>
        <Input.TextArea value={note} maxLength={2000} rows={2} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {visit.countsUntilExplained ? (
        <Field label={t('desk.finish.explainedTo')} hint={t('desk.finish.explainedTo.hint')}>
          <StaffSelect
            people={people}
            value={explainedTo}
            onChange={setExplained}
            label={t('desk.finish.explainedTo')}
          />
        </Field>
      ) : null}
    </DialogForm>
  );
}

export function LeaveDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const leave = useApiCommand(desk.leave);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.leave.title', { number: props.visit.number })}
      okText={t('desk.act.leave')}
      onCancel={props.onClose}
      onSubmit={async () => settled(await leave.mutateAsync({ params, body: { reason: reason.trim() || null } }))}
    >
      <ReasonField value={reason} onChange={setReason} optional />
    </DialogForm>
  );
}

export function CorrectDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState(() => draftOf(props.visit));
  const correct = useApiCommand(desk.correct);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  const submit = async () => settled(await correct.mutateAsync({ params, body: bodyOf(draft) }));
  return (
    <DialogForm
      title={t('desk.correct.title', { number: props.visit.number })}
      okText={t('desk.correct.ok')}
      width={640}
      onCancel={props.onClose}
      incomplete={!questionsAnswered(draft)}
      onSubmit={submit}
    >
      <p className="muted">{t('desk.correct.text')}</p>
      <VisitFields
        floor={props.floor}
        draft={draft}
        onChange={(change) => setDraft((before) => ({ ...before, ...change }))}
        onDone={() => {}}
      />
    </DialogForm>
  );
}

export function LinkDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(props.visit.visitor);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const link = useApiCommand(desk.linkCustomer);
  const params = useVisitParams(props);
  const settled = useSettled(props);
  return (
    <DialogForm
      title={t('desk.link.title', { number: props.visit.number })}
      okText={t('desk.act.link')}
      onCancel={props.onClose}
      incomplete={chosen === null}
      onSubmit={async () => settled(await link.mutateAsync({ params, body: { customerId: chosen?.customerId ?? '' } }))}
    >
      <RecogniseField text={text} onText={setText} chosen={chosen} onChosen={setChosen} onEnter={() => {}} />
    </DialogForm>
  );
}

export function LogDialog(props: VisitDialogProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState('');
  const [interest, setInterest] = useState('');
  const [visitor, setVisitor] = useState(props.visit.visitor);
  const log = useApiCommand(desk.log);
  const params = useVisitParams(props);
  return (
    <DialogForm
      title={t('desk.log.title', { number: props.visit.number })}
      onCancel={props.onClose}
      onSubmit={async () => {
        const body = {
          step: step.trim() || undefined,
          interest: interest.trim() || undefined,
          visitor: visitor.trim(),
        };
        await log.mutateAsync({ params, body });
        props.onClose();
      }}
    >
      <Field label={t('desk.log.step')} hint={t('desk.log.step.hint')}>
        <Input value={step} maxLength={200} onChange={(event) => setStep(event.target.value)} />
      </Field>
      <Field label={t('desk.finish.interest')}>
        <Input value={interest} maxLength={500} onChange={(event) => setInterest(event.target.value)} />
      </Field>
      <Field label={t('desk.log.visitor')}>
        <Input value={visitor} maxLength={60} onChange={(event) => setVisitor(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

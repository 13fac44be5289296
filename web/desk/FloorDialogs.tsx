/** What is asked before something happens on the floor itself: presence, calls, make-up turns, the empty first position. */
import { Alert, Input, InputNumber } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { claims } from '#contract/claims.ts';
import { desk } from '#contract/desk.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { showDone } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { usePermission } from '../shell/session.tsx';
import { Choice } from './Choice.tsx';
import type { Floor, MakeUp, Person } from './floor.ts';
import { ReasonField } from './ReasonField.tsx';
import { sayPresence } from './say-presence.ts';
import { useStaffOptions } from './VisitFields.tsx';

interface FloorDialogProps {
  readonly floor: Floor;
  readonly onClose: () => void;
}

export interface FloorDialogsProps extends FloorDialogProps {
  readonly kind: 'presence' | 'call' | 'post' | 'makeUp';
  readonly person?: Person | null;
  readonly makeUp?: MakeUp;
}

export function FloorDialog({ kind, person, makeUp, ...props }: FloorDialogsProps) {
  if (kind === 'presence') return <PresenceDialog {...props} person={person ?? null} />;
  if (kind === 'call') return <CallDialog {...props} />;
  if (kind === 'post') return <EmptyPostDialog {...props} />;
  return makeUp ? <PlaceMakeUpDialog {...props} makeUp={makeUp} /> : null;
}

export const presences = [
  'on_floor',
  'own_work',
  'with_leader',
  'errand_company',
  'errand_personal',
  'meal',
  'leave',
  'rest',
  'off_duty',
] as const;
type Presence = (typeof presences)[number];

function PresenceDialog({ floor, person, onClose }: FloorDialogProps & { person: Person | null }) {
  const { t } = useTranslation();
  const [staffId, setStaff] = useState<string | null>(person?.id ?? null);
  const [status, setStatus] = useState<Presence | null>(null);
  const [note, setNote] = useState('');
  const people = useStaffOptions(floor);
  const presence = useApiCommand(desk.presence);
  return (
    <DialogForm
      title={person ? t('desk.presence.of', { name: person.name }) : t('desk.presence.change')}
      onCancel={onClose}
      incomplete={staffId === null || status === null}
      onSubmit={async () => {
        const body = { staffId: staffId ?? undefined, status: status ?? 'on_floor', note: note.trim() || null };
        const answer = await presence.mutateAsync({ params: { siteId: floor.site.id }, body });
        sayPresence(answer, t);
        onClose();
      }}
    >
      {person ? null : (
        <StaffSelect people={people} value={staffId} onChange={setStaff} label={t('desk.presence.change')} />
      )}
      <Choice
        label={t('desk.presence.change')}
        value={status}
        onChange={setStatus}
        autoFocus={person !== null}
        options={presences.map((value) => ({ value, label: t(`desk.presence.${value}`) }))}
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

function CallDialog({ floor, onClose }: FloorDialogProps) {
  const { t } = useTranslation();
  const [caller, setCaller] = useState('');
  const [contact, setContact] = useState('');
  const [need, setNeed] = useState('');
  const [answeredBy, setAnsweredBy] = useState<string | null>(floor.answersCalls?.id ?? null);
  const [wantsStaffId, setWants] = useState<string | null>(null);
  const [rings, setRings] = useState<number | null>(null);
  const people = useStaffOptions(floor);
  const takeCall = useApiCommand(desk.takeCall);
  const mayRead = Boolean(usePermission('claims.followUp'));
  const templates = useApiQuery(claims.templates, {}, { enabled: mayRead, staleTime: 300_000 });
  const phrases = templates.data?.rows.filter(({ purpose }) => purpose === 'call_answer') ?? [];
  return (
    <DialogForm
      title={t('desk.call.title')}
      onCancel={onClose}
      incomplete={caller.trim() === ''}
      onSubmit={async () => {
        const body = { caller, contact, need, answeredBy, wantsStaffId, rings };
        const { call } = await takeCall.mutateAsync({ params: { siteId: floor.site.id }, body });
        showDone(call.forWanted ? t(`desk.wanted.${call.forWanted}`) : t('desk.call.recorded'));
        onClose();
      }}
    >
      {phrases.map((phrase) => (
        <p key={phrase.id} className="muted">
          {t('desk.call.say')} · {phrase.title}：{phrase.text}
        </p>
      ))}
      <Field label={t('desk.call.caller')}>
        <Input value={caller} maxLength={60} onChange={(event) => setCaller(event.target.value)} />
      </Field>
      <Field label={t('desk.call.contact')}>
        <Input value={contact} maxLength={60} inputMode="tel" onChange={(event) => setContact(event.target.value)} />
      </Field>
      <Field label={t('desk.call.wants')} hint={t('desk.call.wants.hint')}>
        <StaffSelect people={people} value={wantsStaffId} onChange={setWants} label={t('desk.call.wants')} />
      </Field>
      <Field label={t('desk.call.need')}>
        <Input.TextArea value={need} maxLength={1000} rows={2} onChange={(event) => setNeed(event.target.value)} />
      </Field>
      <Field
        label={t('desk.call.answeredBy')}
        hint={floor.answersCalls ? t('desk.call.due', { name: floor.answersCalls.name }) : t('desk.call.anyone')}
      >
        <StaffSelect people={people} value={answeredBy} onChange={setAnsweredBy} label={t('desk.call.answeredBy')} />
      </Field>
      <Field label={t('desk.call.rings')}>
        <InputNumber min={0} max={100} precision={0} value={rings} onChange={setRings} style={{ width: 120 }} />
      </Field>
    </DialogForm>
  );
}

function PlaceMakeUpDialog({ floor, makeUp, onClose }: FloorDialogProps & { makeUp: MakeUp }) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(1);
  const [reason, setReason] = useState('');
  const placeMakeUp = useApiCommand(desk.placeMakeUp);
  return (
    <DialogForm
      title={t('desk.makeUp.placeFor', { name: makeUp.staff.name })}
      onCancel={onClose}
      okText={t('desk.makeUp.place')}
      onSubmit={async () => {
        const params = { siteId: floor.site.id, makeUpId: makeUp.id };
        await placeMakeUp.mutateAsync({ params, body: { place, reason: reason.trim() || null } });
        onClose();
      }}
    >
      <Field
        label={t('desk.makeUp.before')}
        hint={t('desk.makeUp.before.hint', { name: floor.line[place - 1]?.unitName ?? '—' })}
      >
        <InputNumber
          min={1}
          max={floor.line.length + 1}
          precision={0}
          value={place}
          onChange={(value) => setPlace(value ?? 1)}
          style={{ width: 120 }}
        />
      </Field>
      <ReasonField value={reason} onChange={setReason} optional />
    </DialogForm>
  );
}

/** The first position stood empty: since when, until when, who left it; the rules say who answers for it. */
function EmptyPostDialog({ floor, onClose }: FloorDialogProps) {
  const { t } = useTranslation();
  const [since, setSince] = useState(() => localInput(floor.now));
  const [until, setUntil] = useState('');
  const [leftBy, setLeftBy] = useState<string | null>(null);
  const [answer, setAnswer] = useState<ResponseOf<typeof desk.emptyPost> | null>(null);
  const people = useStaffOptions(floor);
  const emptyPost = useApiCommand(desk.emptyPost);
  return (
    <DialogForm
      title={t('desk.posts.title')}
      okText={t('desk.posts.ask')}
      onCancel={onClose}
      incomplete={since === ''}
      onSubmit={async () => {
        const body = { emptySince: instantOf(since), filledAt: until ? instantOf(until) : null, leftBy };
        setAnswer(await emptyPost.mutateAsync({ params: { siteId: floor.site.id }, body }));
      }}
    >
      <Field label={t('desk.posts.since')}>
        <Input type="datetime-local" step={1} value={since} onChange={(event) => setSince(event.target.value)} />
      </Field>
      <Field label={t('desk.posts.until')} hint={t('desk.posts.until.hint')}>
        <Input type="datetime-local" step={1} value={until} onChange={(event) => setUntil(event.target.value)} />
      </Field>
      <Field label={t('desk.posts.leftBy')} hint={t('desk.posts.leftBy.hint')}>
        <StaffSelect people={people} value={leftBy} onChange={setLeftBy} label={t('desk.posts.leftBy')} />
      </Field>
      {answer ? (
        <Alert
          type={answer.responsible ? 'warning' : 'info'}
          showIcon
          title={
            answer.responsible ? t('desk.posts.responsible', { name: answer.responsible.name }) : t('desk.posts.nobody')
          }
          description={
            <>
              {t(`desk.posts.because.${answer.because}`)} {answer.alertSupervisor ? t('desk.posts.alert') : ''}{' '}
              <WhyButton journalId={answer.journalId} />
            </>
          }
        />
      ) : null}
    </DialogForm>
  );
}

// These fields read and write wall-clock time of the site: dayjs keeps the zone that the site switcher has set as its default.
const localInput = (instant: string): string => dayjs(instant).tz().format('YYYY-MM-DDTHH:mm:ss');
const instantOf = (local: string): string => dayjs.tz(local).toISOString();

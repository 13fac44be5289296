/** Ruling: the questions only people can answer, the proposal that follows from them, and one's own shares with a reason instead. */
import { Input, Radio, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BodyInputOf } from '#contract/kernel/route.ts';
import { verdicts } from '#contract/verdicts.ts';
import { carryOut } from '../shell/api.ts';
import { showDone, showError } from '../shell/feedback.tsx';
import { DialogForm, Field } from '../shell/parts/DialogForm.tsx';
import { StaffSelect } from '../shell/parts/StaffSelect.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { useSession } from '../shell/session.tsx';
import type { DisputeFile } from './FilePage.tsx';
import { ProposalBody, type Proposed } from './ProposalCard.tsx';
import { Questions } from './Questions.tsx';
import { isWhole, type Percents, rulingOf, ShareRows } from './ShareRows.tsx';

type Answers = NonNullable<BodyInputOf<typeof verdicts.settle>['answers']>;
type Verdict = BodyInputOf<typeof verdicts.settle>['verdict'];

interface DecideDialogProps {
  readonly file: DisputeFile;
  /** A ruling stands and somebody does not follow it. */
  readonly disobeyed: boolean;
  readonly onClose: () => void;
}

export function DecideDialog({ file, disobeyed, onClose }: DecideDialogProps) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>({});
  const [proposed, setProposed] = useState<Proposed>(file.proposal);
  const [verdict, setVerdict] = useState<Verdict>(disobeyed ? 'ruling_disobeyed' : 'ruled');
  const [own, setOwn] = useState(false);
  const [percents, setPercents] = useState<Percents>({});
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const settle = useApiCommand(verdicts.settle);
  const params = { disputeId: file.dispute.id };
  const answer = (change: Answers): void => {
    const next = { ...answers, ...change };
    setAnswers(next);
    carryOut(verdicts.propose, { params, body: { answers: next } }).then(setProposed, showError);
  };
  const ruled = verdict === 'ruled';
  const withOwn = ruled && (own || proposed.proposal === null);
  const me = useSession().person.id; // whoever judges gets nothing
  return (
    <DialogForm
      title={t(disobeyed ? 'verdicts.disobeyed' : 'verdicts.decide')}
      okText={t('verdicts.decide.do')}
      width={720}
      incomplete={reason.trim() === '' || (withOwn && !isWhole(percents))}
      onCancel={onClose}
      onSubmit={async () => {
        const ids = withOwn || verdict === 'agreed' ? { ownerId } : {};
        await settle.mutateAsync({
          params,
          body: { verdict, reason, answers, ruling: withOwn ? rulingOf(percents) : null, ...ids },
        });
        showDone(t('verdicts.decide.done'));
        onClose();
      }}
    >
      {disobeyed ? null : (
        <Field label={t('verdicts.verdict')}>
          <Select
            value={verdict}
            onChange={setVerdict}
            style={{ width: '100%' }}
            options={(['ruled', 'agreed', 'quarrel'] as const).map((value) => ({
              value,
              label: t(`verdicts.verdict.${value}`),
            }))}
          />
        </Field>
      )}
      {ruled ? (
        <>
          <Questions questions={proposed.questions} people={file.people} onAnswer={answer} />
          <ProposalBody proposal={proposed} order={file.dispute.parties.map(({ id }) => id)} />
          {proposed.proposal ? (
            <Radio.Group
              value={own ? 'own' : 'follow'}
              onChange={(event) => setOwn(event.target.value === 'own')}
              options={[
                { value: 'follow', label: t('verdicts.decide.follow') },
                { value: 'own', label: t('verdicts.decide.own') },
              ]}
            />
          ) : null}
        </>
      ) : null}
      {withOwn ? (
        <ShareRows people={file.people.filter(({ id }) => id !== me)} percents={percents} onChange={setPercents} />
      ) : null}
      {withOwn || verdict === 'agreed' ? (
        <Field label={t('verdicts.newOwner')} hint={t('verdicts.newOwner.hint')}>
          <StaffSelect people={file.people} value={ownerId} onChange={setOwnerId} label={t('verdicts.newOwner')} />
        </Field>
      ) : null}
      <Field label={t('shell.reason')}>
        <Input.TextArea rows={2} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
    </DialogForm>
  );
}

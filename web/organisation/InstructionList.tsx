import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { DataList } from '../shell/parts/DataList.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { EmptyState } from '../shell/parts/states.tsx';
import { type Paged, useApiCommand, useApiPages } from '../shell/queries.ts';

type Row = ResponseOf<typeof organisation.instructions>['rows'][number];
const tones = { issued: 'waiting', done: 'active', evaluated: 'good', withdrawn: 'neutral' } as const;

type Box = 'received' | 'sent' | 'inspected';

export function InstructionList({ box }: { box: 'received' | 'sent' }) {
  const pages = useApiPages(organisation.instructions, { query: { box } }, { live: ['organisation'] });
  return <Instructions pages={pages} box={box} />;
}

/** What somebody below was told, and what came of it: to look at, not to act on. */
export function InspectedList({ staffId }: { staffId: string }) {
  const pages = useApiPages(
    organisation.inspectInstructions,
    { params: { staffId }, query: {} },
    { live: ['organisation'] },
  );
  return <Instructions pages={pages} box="inspected" />;
}

function Instructions({ pages, box }: { pages: Paged<Row>; box: Box }) {
  const { t } = useTranslation();
  const state = (row: Row) => <StateTag tone={tones[row.state]}>{t(`organisation.line.state.${row.state}`)}</StateTag>;
  const who = (row: Row): string => (box === 'sent' ? row.receiver.name : row.issuer.name);
  const finish = (row: Row): string => (row.dueAt ? formatInstant(row.dueAt) : row.finishTime);
  return (
    <DataList<Row>
      pages={pages}
      rowKey={(row) => row.id}
      empty={<EmptyState title={t('organisation.line.empty')} />}
      columns={[
        {
          title: t(box === 'sent' ? 'organisation.line.to' : 'organisation.line.from'),
          width: 110,
          render: (_, row) => who(row),
        },
        { title: t('organisation.line.what'), width: 240, dataIndex: 'what' },
        { title: t('organisation.line.finishTime'), width: 130, render: (_, row) => finish(row) },
        { title: t('organisation.line.place'), width: 120, dataIndex: 'place' },
        { title: t('organisation.line.result'), width: 160, render: (_, row) => row.evaluation || row.result },
        { title: t('organisation.staff.status'), width: 100, render: (_, row) => state(row) },
        {
          title: '',
          width: 220,
          render: (_, row) => (
            <>
              <Moves row={row} box={box} /> <WhyButton kind="icon" journalId={row.journalId} />
            </>
          ),
        },
      ]}
      card={(row) => (
        <PhoneCard
          title={row.what}
          extra={state(row)}
          lines={[`${who(row)} · ${finish(row)}`, `${row.place} · ${row.actionPlan}`, row.evaluation || row.result]}
          actions={<Moves row={row} box={box} />}
        />
      )}
    />
  );
}

/** The receiver reports it done; the issuer evaluates it, lets it stand again, or withdraws it. */
function Moves({ row, box }: { row: Row; box: Box }) {
  const { t } = useTranslation();
  const done = useApiCommand(organisation.instructionDone);
  const evaluate = useApiCommand(organisation.instructionEvaluate);
  const withdraw = useApiCommand(organisation.instructionWithdraw);
  const params = { instructionId: row.id };
  const { version } = row;
  const ask = async (title: string, send: (text: string) => Promise<unknown>, required = true): Promise<void> => {
    const text = await askReason({ title, label: title, required });
    if (text === null) return;
    await send(text);
    showDone(t('organisation.staff.saved'));
  };
  if (box === 'inspected') return null;
  if (box === 'received')
    return row.state === 'issued' ? (
      <ActionButton
        size="small"
        type="primary"
        label={t('organisation.line.done')}
        onClick={() =>
          ask(t('organisation.line.result'), (result) => done.mutateAsync({ params, body: { version, result } }), false)
        }
      />
    ) : null;
  if (row.state === 'issued')
    return (
      <ActionButton
        size="small"
        label={t('organisation.line.withdraw')}
        onClick={() => withdraw.mutateAsync({ params, body: { version } })}
      />
    );
  if (row.state !== 'done') return null;
  const judge = (good: boolean) =>
    ask(t('organisation.line.evaluation'), (evaluation) =>
      evaluate.mutateAsync({ params, body: { version, good, evaluation } }),
    );
  return (
    <>
      <ActionButton size="small" type="primary" label={t('organisation.line.good')} onClick={() => judge(true)} />{' '}
      <ActionButton size="small" label={t('organisation.line.again')} onClick={() => judge(false)} />
    </>
  );
}

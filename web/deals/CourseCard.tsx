/** 销售步骤: where the deal stands in its course, who did what and when, and the delays that want a corrective note. */
import { Alert, Button } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dealCourse } from '#contract/deals-course.ts';
import { stepWords } from '#contract/deals-steps.ts';
import type { ResponseOf } from '#contract/kernel/route.ts';
import { askReason, showDone, showError } from '../shell/feedback.tsx';
import { formatDay, lastDayOf } from '../shell/format.ts';
import { textOf } from '../shell/i18n.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { Section } from './Section.tsx';

const MendDialog = lazy(async () => ({ default: (await import('./MendDialog.tsx')).MendDialog }));

type Course = ResponseOf<typeof dealCourse.course>;
type Step = Course['steps'][number];
type StepAlert = Course['alerts'][number];

export const stepName = (step: string): string => textOf(stepWords[step as keyof typeof stepWords]);

export function CourseCard({ dealId }: { readonly dealId: string }) {
  const { t } = useTranslation();
  const query = useApiQuery(dealCourse.course, { params: { dealId } }, { live: ['deals', 'money'] });
  const course = query.data;
  if (!course) return null;
  const open = course.alerts.filter(({ closedAt }) => closedAt === null);
  const closed = course.alerts.filter(({ closedAt }) => closedAt !== null);
  return (
    <Section
      title={t('deals.course')}
      extra={<span className="muted">{t('deals.course.responsible', { name: course.responsible.name })}</span>}
    >
      {open.map((alert) => (
        <Stalled key={alert.id} dealId={dealId} alert={alert} />
      ))}
      <ol className="deal-steps">
        {course.steps.map((step) => (
          <StepRow key={step.key} dealId={dealId} step={step} dueAt={step.state === 'now' ? course.dueAt : null} />
        ))}
      </ol>
      {closed.length > 0 ? (
        <>
          <h3 className="deal-part">{t('deals.course.mended')}</h3>
          <ul className="deal-rows">
            {closed.map((alert) => (
              <li key={alert.id}>
                <b>{stepName(alert.step)}</b>
                <span>
                  {t('deals.course.mendedLine', { cause: alert.cause, remedy: alert.remedy, day: alert.byOn })}
                </span>
                <span className="muted">
                  {alert.closedBy?.name} {formatDay(alert.closedAt)}
                </span>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </Section>
  );
}

function Stalled({ dealId, alert }: { readonly dealId: string; readonly alert: StepAlert }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Alert
        type="warning"
        showIcon
        style={{ marginBottom: 10 }}
        title={t('deals.course.stalled', {
          step: stepName(alert.step),
          due: lastDayOf(alert.dueAt),
          name: alert.responsible.name,
        })}
        action={
          <ActionButton
            size="small"
            label={t('deals.course.mend')}
            disabledReason={alert.whyNot}
            onClick={() => setOpen(true)}
          />
        }
      />
      {open ? (
        <Suspense fallback={null}>
          <MendDialog dealId={dealId} alertId={alert.id} step={alert.step} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}

function StepRow({
  dealId,
  step,
  dueAt,
}: {
  readonly dealId: string;
  readonly step: Step;
  readonly dueAt: string | null;
}) {
  const { t } = useTranslation();
  const record = useApiCommand(dealCourse.recordStep);
  const name = stepName(step.key);
  const act = async (): Promise<void> => {
    const note = await askReason({ title: t('deals.course.record', { step: name }), label: t('deals.course.note') });
    if (note === null) return;
    try {
      await record.mutateAsync({ params: { dealId, step: step.key }, body: { note } });
      showDone(t('deals.saved'));
    } catch (error) {
      showError(error);
    }
  };
  return (
    <li className={step.state === 'done' ? 'is-done' : step.state === 'now' ? 'is-now' : undefined}>
      <span>
        {name}
        {step.state === 'now' ? <StateTag tone="waiting">{t('deals.course.here')}</StateTag> : null}
        {dueAt ? <small className="muted">{t('deals.course.due', { due: lastDayOf(dueAt) })}</small> : null}
        {step.note ? <small>{step.note}</small> : null}
      </span>
      <span className="muted">
        {step.state === 'done' && step.doneAt ? formatDay(step.doneAt) : null} {step.doneBy?.name}{' '}
        {step.state === 'done' && !step.doneAt ? t('deals.course.before') : null}
      </span>
      {step.state === 'now' && step.by === 'person' ? (
        step.whyNot ? (
          <ActionButton
            size="small"
            label={t('deals.course.do')}
            disabledReason={step.whyNot}
            onClick={() => undefined}
          />
        ) : (
          <Button size="small" type="primary" onClick={() => void act()}>
            {t('deals.course.do')}
          </Button>
        )
      ) : step.journalId ? (
        <WhyButton kind="icon" journalId={step.journalId} />
      ) : (
        <span />
      )}
    </li>
  );
}

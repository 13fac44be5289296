/** One case of wrong customer information: its ten steps, what is to be done now, the work of the departments. */
import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Link } from '@tanstack/react-router';
import { Card } from 'antd';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { remedies, type RemedyPage } from '#contract/remedies.ts';
import { askReason, showDone } from '../shell/feedback.tsx';
import { formatInstant } from '../shell/format.ts';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { WhyButton } from '../shell/parts/WhyButton.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import './remedies.css';
import { StateOf } from './StateOf.tsx';

const TextDialog = lazy(() => import('./Dialogs.tsx').then((all) => ({ default: all.TextDialog })));
const WorkDialog = lazy(() => import('./Dialogs.tsx').then((all) => ({ default: all.WorkDialog })));
type Doing = 'plan' | 'report' | 'work' | null;

export function CasePage() {
  const { t } = useTranslation();
  const { remedyId } = useRouteParams<'remedyId'>();
  const query = useApiQuery(remedies.get, { params: { remedyId } }, { live: ['remedies', 'approvals'] });
  const [doing, setDoing] = useState<Doing>(null);
  const remedy = query.data;
  return (
    <Page
      title={remedy?.customer.name ?? t('remedies.case')}
      subtitle={remedy ? <StateOf remedy={remedy} /> : null}
      query={query}
    >
      {remedy ? (
        <div className="remedy">
          <Steps remedy={remedy} />
          <div>
            <Actions remedy={remedy} onDo={setDoing} />
            <Texts remedy={remedy} />
            {remedy.tasks.length > 0 ? <Tasks remedy={remedy} /> : null}
          </div>
        </div>
      ) : null}
      <Suspense fallback={null}>
        {remedy && (doing === 'plan' || doing === 'report') ? (
          <TextDialog remedy={remedy} what={doing} onClose={() => setDoing(null)} />
        ) : null}
        {remedy && doing === 'work' ? <WorkDialog remedy={remedy} onClose={() => setDoing(null)} /> : null}
      </Suspense>
    </Page>
  );
}

const icons = {
  done: <CheckCircleFilled className="step-done" />,
  current: <ClockCircleOutlined className="step-current" />,
  later: <MinusCircleOutlined className="step-later" />,
};

function Steps({ remedy }: { readonly remedy: RemedyPage }) {
  const { t } = useTranslation();
  return (
    <Card size="small" title={t('remedies.steps')}>
      <ol className="remedy-steps">
        {remedy.steps.map((step) => (
          <li
            key={step.key}
            className={`is-${step.state}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            {icons[step.state]}
            <span>
              {t(`remedies.step.${step.key}`)}
              {step.at ? (
                <span className="muted"> {[step.by?.name, formatInstant(step.at)].filter(Boolean).join(' · ')}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** What service does next; what is being signed leads to the approval. */
function Actions({ remedy, onDo }: { readonly remedy: RemedyPage; readonly onDo: (doing: Doing) => void }) {
  const { t } = useTranslation();
  const drop = useApiCommand(remedies.drop);
  const { whyNot, state } = remedy;
  const signing =
    state === 'plan_review' ? remedy.planApprovalId : state === 'report_review' ? remedy.reportApprovalId : null;
  const main: Readonly<Record<string, ReactNode>> = {
    drafting: (
      <ActionButton
        type="primary"
        label={t('remedies.do.plan')}
        disabledReason={whyNot.plan}
        onClick={() => onDo('plan')}
      />
    ),
    organising: (
      <ActionButton
        type="primary"
        label={t('remedies.do.work')}
        disabledReason={whyNot.organise}
        onClick={() => onDo('work')}
      />
    ),
    reporting: (
      <ActionButton
        type="primary"
        label={t('remedies.do.report')}
        disabledReason={whyNot.report}
        onClick={() => onDo('report')}
      />
    ),
  };
  return (
    <div className="remedy-actions">
      {main[state] ?? null}
      {state === 'drafting' ? (
        <ActionButton
          label={t('remedies.do.drop')}
          disabledReason={whyNot.drop}
          onClick={async () => {
            const reason = await askReason({ title: t('remedies.do.drop'), required: true });
            if (reason === null) return;
            await drop.mutateAsync({ params: { remedyId: remedy.id }, body: { reason } });
            showDone(t('remedies.dropped'));
          }}
        />
      ) : null}
      {signing ? <Link to={`/approvals/${signing}`}>{t('remedies.toApproval')}</Link> : null}
      <Link to={`/customers/${remedy.customer.id}`}>{t('remedies.toCustomer')}</Link>
      <WhyButton kind="icon" journalId={remedy.journalId} />
    </div>
  );
}

const cameBack = ['returned', 'rejected', 'withdrawn', 'expired'];

function Texts({ remedy }: { readonly remedy: RemedyPage }) {
  const { t } = useTranslation();
  const by = `${remedy.openedBy?.name ?? ''} · ${formatInstant(remedy.openedAt)}`;
  const remark = cameBack.includes(remedy.remark) ? t(`remedies.back.${remedy.remark}`) : remedy.remark;
  const text = (title: string, body: string | null, more?: ReactNode) =>
    body ? (
      <Card size="small" title={title} extra={more} className="remedy-text">
        <p>{body}</p>
      </Card>
    ) : null;
  const approval = (id: string | null) => (id ? <Link to={`/approvals/${id}`}>{t('remedies.toApproval')}</Link> : null);
  return (
    <>
      {remark ? <p className="remedy-remark">{remark}</p> : null}
      {text(t('remedies.what'), remedy.what, <span className="muted">{by}</span>)}
      {text(t('remedies.plan'), remedy.plan, approval(remedy.planApprovalId))}
      {text(t('remedies.report'), remedy.report, approval(remedy.reportApprovalId))}
    </>
  );
}

function Tasks({ remedy }: { readonly remedy: RemedyPage }) {
  const { t } = useTranslation();
  const give = useApiCommand(remedies.feedback);
  const report = async (taskId: string): Promise<void> => {
    const feedback = await askReason({
      title: t('remedies.do.feedback'),
      label: t('remedies.feedback'),
      required: true,
    });
    if (feedback === null) return;
    await give.mutateAsync({ params: { remedyId: remedy.id, taskId }, body: { feedback } });
    showDone(t('remedies.fedBack'));
  };
  return (
    <Card size="small" title={t('remedies.work')} className="remedy-text">
      <ul className="remedy-tasks">
        {remedy.tasks.map((task) => (
          <li key={task.id}>
            <div>
              <b>{task.department}</b> {task.what}
              <div className="muted">
                {task.assignee.name} · {t('remedies.dueOn', { day: task.dueOn })}{' '}
                {task.isLate ? <StateTag tone="bad">{t('remedies.late')}</StateTag> : null}
              </div>
              {task.feedback ? (
                <div>
                  {task.feedback}{' '}
                  <span className="muted">
                    {task.doneBy?.name} · {task.doneAt ? formatInstant(task.doneAt) : ''}
                  </span>
                </div>
              ) : null}
            </div>
            {task.doneAt === null ? (
              <ActionButton
                size="small"
                label={t('remedies.do.feedback')}
                disabledReason={task.whyNot.feedback}
                onClick={() => report(task.id)}
              />
            ) : null}
          </li>
        ))}
      </ul>
    </Card>
  );
}

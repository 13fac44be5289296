/** The route as steps: whose signature each asks for, who gave it, whose turn it is. */
import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined } from '@ant-design/icons';
import { Card } from 'antd';
import { useTranslation } from 'react-i18next';
import { joinNames } from '../shell/format.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { type Approval, roleWords } from './words.ts';

const icons = {
  done: <CheckCircleFilled className="step-done" />,
  current: <ClockCircleOutlined className="step-current" />,
  later: <MinusCircleOutlined className="step-later" />,
};

export function RouteSteps({ approval }: { approval: Approval }) {
  const { t } = useTranslation();
  if (approval.steps.length === 0) return null;
  const there = approval.waiting.filter((one) => !one.absent);
  return (
    <Card size="small" title={t('approvals.route')}>
      <ol className="approval-steps">
        {approval.steps.map((step, index) => (
          <li
            key={step.key}
            className={`is-${step.state}`}
            aria-current={step.state === 'current' ? 'step' : undefined}
          >
            {icons[step.state]}
            <div>
              <span className="muted">{t('approvals.step', { n: index + 1 })}</span>{' '}
              {step.origin === 'route' ? null : <StateTag>{t(`approvals.origin.${step.origin}`)}</StateTag>}
              {step.seats.map((seat, number) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: seats have no other name
                <div key={number} className="approval-seat">
                  <b>{seat.staff?.name ?? roleWords(t, seat.roles)}</b>
                  <span className={seat.signedBy.length > 0 ? 'step-done' : 'muted'}>
                    {seat.signedBy.length > 0 ? joinNames(seat.signedBy) : t('approvals.unsigned')}
                  </span>
                </div>
              ))}
            </div>
          </li>
        ))}
      </ol>
      {approval.state === 'pending' ? (
        <p className="muted">
          {approval.waiting.length > 0
            ? t('approvals.canSign', { names: joinNames(there.length > 0 ? there : approval.waiting) })
            : t('approvals.nobodyCanSign')}
        </p>
      ) : null}
    </Card>
  );
}

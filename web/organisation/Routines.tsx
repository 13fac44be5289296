/** One's own routines, to tick off: today's and this month's. */
import { Card, Checkbox } from 'antd';
import { useTranslation } from 'react-i18next';
import { organisation } from '#contract/organisation.ts';
import { showError } from '../shell/feedback.tsx';
import { textOf } from '../shell/i18n.ts';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiCommand, useApiQuery } from '../shell/queries.ts';

export function Routines() {
  const { t } = useTranslation();
  const routines = useApiQuery(organisation.routines, { query: {} });
  const tick = useApiCommand(organisation.tickRoutine);
  const rows = routines.data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <Card size="small" title={t('organisation.routines.title')} style={{ marginBottom: 12 }}>
      <div
        style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 420px), 1fr))' }}
      >
        {rows.map((routine) => (
          <section key={routine.key}>
            <h3 style={{ margin: '0 0 6px', fontSize: 14 }}>
              {textOf(routine)}{' '}
              <StateTag tone={routine.isComplete ? 'good' : 'waiting'}>
                {t(`organisation.posts.rhythm.${routine.rhythm}`)}
              </StateTag>
            </h3>
            {routine.steps.map((step, place) => (
              <div key={step.en} style={{ padding: '4px 0' }}>
                <Checkbox
                  checked={step.doneAt !== null}
                  disabled={tick.isPending}
                  onChange={(event) =>
                    void tick
                      .mutateAsync({
                        params: { routine: routine.key, step: place },
                        body: { done: event.target.checked },
                      })
                      .catch(showError)
                  }
                >
                  {textOf(step)}
                </Checkbox>
              </div>
            ))}
          </section>
        ))}
      </div>
    </Card>
  );
}

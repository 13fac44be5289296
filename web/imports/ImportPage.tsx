/** One sheet on its way in: columns, rows, result. Every step can be gone back to until the import is undone. */
import { Alert, Progress, Steps } from 'antd';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { Page } from '../shell/parts/Page.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { useUrlState } from '../shell/url-state.ts';
import { ColumnsStep } from './ColumnsStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { RowsStep } from './RowsStep.tsx';
import { type Detail, isAtWork, stateTones } from './words.ts';

const steps = ['columns', 'rows', 'result'] as const;
const defaults = { step: '' };

/** Where a person left off: an import that has run shows its result. */
const natural = (one: Detail): (typeof steps)[number] =>
  one.checkTally || one.tally.rows > 0 || isAtWork(one.state)
    ? 'result'
    : one.missing.length > 0 || one.target === null
      ? 'columns'
      : 'rows';

export function ImportPage() {
  const { t } = useTranslation();
  const { importId } = useRouteParams<'importId'>();
  const query = useApiQuery(imports.one, { params: { importId } });
  const [{ step: chosen }, change] = useUrlState(defaults);
  const one = query.data;
  const step = steps.find((name) => name === chosen) ?? (one ? natural(one) : 'columns');
  const done = one ? (one.state === 'checking' ? (one.checkTally?.rows ?? 0) : one.tally.rows) : 0;
  return (
    <Page
      title={one?.fileName ?? t('imports.one.title')}
      subtitle={
        one ? [one.sheetName, t('imports.rows', { count: one.rowCount })].filter(Boolean).join(' · ') : undefined
      }
      actions={one ? <StateTag tone={stateTones[one.state]}>{t(`imports.state.${one.state}`)}</StateTag> : null}
      query={query}
    >
      {one ? (
        <>
          <Steps
            size="small"
            current={steps.indexOf(step)}
            onChange={(index) => change({ step: steps[index] ?? 'columns' })}
            items={steps.map((name) => ({ title: t(`imports.step.${name}`) }))}
            style={{ marginBottom: 16, maxWidth: 720 }}
          />
          {one.problem ? (
            <Alert
              type="error"
              showIcon
              title={t(`imports.stopped.${one.problem === 'DISK_FULL' ? 'diskFull' : 'internal'}`)}
              style={{ marginBottom: 16 }}
            />
          ) : null}
          {one.state === 'running' ? (
            <Progress
              percent={one.rowCount === 0 ? 100 : Math.floor((done / one.rowCount) * 100)}
              status="active"
              style={{ marginBottom: 16 }}
            />
          ) : null}
          {step === 'columns' ? (
            <ColumnsStep key={one.version} one={one} onNext={() => change({ step: 'rows' })} />
          ) : null}
          {step === 'rows' ? <RowsStep one={one} onNext={() => change({ step: 'result' })} /> : null}
          {step === 'result' ? <ResultStep one={one} onRows={() => change({ step: 'rows' })} /> : null}
        </>
      ) : null}
    </Page>
  );
}

/** What would happen, what is happening, what has happened; and the questions that settle many rows at once. */
import { DownloadOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { imports, returnedPath } from '#contract/imports.ts';
import { askConfirm } from '../shell/feedback.tsx';
import { ActionButton } from '../shell/parts/ActionButton.tsx';
import { useApiCommand } from '../shell/queries.ts';
import { Questions } from './Questions.tsx';
import { type Detail, isAtWork } from './words.ts';

const parts = ['created', 'updated', 'merged', 'returned', 'skipped'] as const;

export function ResultStep({ one, onRows }: { one: Detail; onRows: () => void }) {
  const { t } = useTranslation();
  const [check, start, cancel, undo] = [
    useApiCommand(imports.check),
    useApiCommand(imports.start),
    useApiCommand(imports.cancel),
    useApiCommand(imports.undo),
  ];
  const input = { params: { importId: one.id } };
  const hasRun = one.tally.rows > 0;
  const tally = hasRun ? one.tally : one.checkTally;
  const busy = isAtWork(one.state) ? t('imports.locked') : null;
  const open = one.rowCount - one.tally.rows;
  const startReason =
    busy ??
    (one.state === 'undone'
      ? t('imports.state.undone')
      : one.missing.length > 0
        ? t('imports.columns.incomplete')
        : open === 0
          ? t('imports.nothingOpen')
          : null);
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {one.state === 'checking' ? <Alert type="info" showIcon title={t('imports.checking')} /> : null}
      {tally ? (
        <Card size="small" title={hasRun ? t('imports.result.run') : t('imports.result.check')}>
          <div style={{ display: 'flex', gap: 32, flexWrap: 'wrap' }}>
            <Statistic title={t('imports.tally.rows')} value={tally.rows} />
            {parts.map((part) => (
              <Statistic key={part} title={t(`imports.tally.${part}`)} value={tally[part]} />
            ))}
          </div>
        </Card>
      ) : (
        <Alert type="info" showIcon title={t('imports.result.none')} />
      )}
      {one.keptAfterUndo > 0 ? (
        <Alert type="warning" showIcon title={t('imports.kept', { count: one.keptAfterUndo })} />
      ) : null}
      {one.questions.length > 0 && one.state !== 'undone' ? <Questions one={one} /> : null}
      <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
        {one.state === 'running' || one.state === 'checking' ? (
          <ActionButton danger label={t('imports.cancel')} onClick={() => cancel.mutateAsync(input)} />
        ) : (
          <>
            <ActionButton
              type="primary"
              label={hasRun ? t('imports.goOn', { count: open }) : t('imports.start')}
              disabledReason={startReason}
              onClick={() => start.mutateAsync(input)}
            />
            <ActionButton
              label={t('imports.check')}
              disabledReason={startReason}
              onClick={() => check.mutateAsync(input)}
            />
          </>
        )}
        <Button onClick={onRows}>{t('imports.showRows')}</Button>
        {hasRun && one.tally.returned > 0 ? (
          <Button icon={<DownloadOutlined />} href={`/api${returnedPath.replace(':importId', one.id)}`} download>
            {t('imports.download', { count: one.tally.returned })}
          </Button>
        ) : null}
        {one.canUndo ? (
          <ActionButton
            danger
            label={t('imports.undo')}
            onClick={async () => {
              if (
                await askConfirm({
                  title: t('imports.undo.title'),
                  text: t('imports.undo.text'),
                  danger: true,
                  okText: t('imports.undo'),
                })
              )
                await undo.mutateAsync(input);
            }}
          />
        ) : null}
      </div>
    </div>
  );
}

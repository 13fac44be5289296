/** An uploaded file: still being read, refused with its reason, or its sheets to choose from. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Alert, Spin } from 'antd';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { imports } from '#contract/imports.ts';
import { textOf } from '../shell/i18n.ts';
import { Page } from '../shell/parts/Page.tsx';
import { PhoneCard } from '../shell/parts/PhoneCard.tsx';
import { StateTag } from '../shell/parts/StateTag.tsx';
import { useApiQuery } from '../shell/queries.ts';
import { useRouteParams } from '../shell/router.tsx';
import { TakeAll } from './TakeAll.tsx';
import { stateTones, targetName } from './words.ts';

export function FilePage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { fileId } = useRouteParams<'fileId'>();
  const query = useApiQuery(imports.file, { params: { fileId } }, { live: ['imports'] });
  const file = query.data;
  const only = file?.imports.length === 1 ? file.imports[0] : undefined;
  useEffect(() => {
    if (only) void navigate({ to: `/imports/${only.id}`, replace: true });
  }, [only, navigate]);
  return (
    <Page
      title={file?.name ?? t('imports.file.title')}
      subtitle={file?.encoding ? t('imports.file.encoding', { encoding: file.encoding.toUpperCase() }) : undefined}
      query={query}
    >
      {file?.state === 'reading' ? (
        <p role="status">
          <Spin size="small" /> {t('imports.file.reading')}
        </p>
      ) : null}
      {file?.state === 'failed' && file.problem ? (
        <Alert
          type="error"
          showIcon
          title={textOf(file.problem)}
          description={<Link to="/imports">{t('imports.file.again')}</Link>}
        />
      ) : null}
      {file?.state === 'read' && file.imports.length === 0 ? (
        <Alert type="warning" showIcon title={t('imports.file.noSheets')} />
      ) : null}
      {file?.state === 'read' ? <TakeAll sheets={file.imports} /> : null}
      {file?.state === 'read' ? (
        <div
          className="cards"
          style={{ display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(260px, 1fr))' }}
        >
          {file.imports.map((one) => {
            const kind = one.target;
            return (
              <PhoneCard
                key={one.id}
                to={`/imports/${one.id}`}
                title={one.sheetName || file.name}
                extra={<StateTag tone={stateTones[one.state]}>{t(`imports.state.${one.state}`)}</StateTag>}
                lines={[
                  kind ? targetName(kind) : t('imports.kind.unknown'),
                  t('imports.rows', { count: one.rowCount }),
                ]}
              />
            );
          })}
        </div>
      ) : null}
    </Page>
  );
}

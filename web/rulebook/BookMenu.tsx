/** The rarer things one does with a rulebook: compare, print, sign-off, take it along as a file, bring one in. */
import { EllipsisOutlined } from '@ant-design/icons';
import { useNavigate } from '@tanstack/react-router';
import { Button, Dropdown } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sourceFilePath } from '#contract/rulebook-sign-off.ts';
import { usePermission } from '../shell/session.tsx';
import { fileHref } from './files.ts';
import type { Book } from './shapes.ts';

const ImportDialog = lazy(async () => ({ default: (await import('./ImportDialog.tsx')).ImportDialog }));

export function BookMenu({ book }: { book: Book }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [imports, setImports] = useState(false);
  const drafts = usePermission('rulebook.draft') !== null;
  const sign = usePermission('rulebook.sign');
  const { number } = book.version;
  const go =
    (to: string, search = {}) =>
    () =>
      void navigate({ to: to as never, search: search as never });
  const former = book.versions.find((version) => version.number < number && version.standing !== 'withdrawn');
  const compared = { from: String(former?.number ?? number), to: String(number) };
  const items = [
    { key: 'compare', label: t('rulebook.compare'), onClick: go(`/rulebooks/${book.id}/compare`, compared) },
    { key: 'print', label: t('rulebook.print'), onClick: go(`/rulebooks/${book.id}/print`, { number }) },
    ...(sign ? [{ key: 'sign', label: t('rulebook.sign.read'), onClick: go(`/rulebooks/${book.id}/sign`) }] : []),
    ...(sign && sign !== 'self'
      ? [{ key: 'signatures', label: t('rulebook.signatures'), onClick: go(`/rulebooks/${book.id}/signatures`) }]
      : []),
    {
      key: 'file',
      label: (
        <a href={fileHref(sourceFilePath, { rulebookId: book.id }, `?number=${number}`)}>{t('rulebook.export')}</a>
      ),
    },
    ...(drafts ? [{ key: 'import', label: t('rulebook.import.asDraft'), onClick: () => setImports(true) }] : []),
  ];
  return (
    <>
      <Dropdown menu={{ items }} trigger={['click']}>
        <Button icon={<EllipsisOutlined />} aria-label={t('rulebook.more')} />
      </Dropdown>
      <Suspense>{imports ? <ImportDialog book={book} onClose={() => setImports(false)} /> : null}</Suspense>
    </>
  );
}

/** What reports are made of: figures in a row, and parts under headings with the files of their tables. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './report.css';

export const Figures = ({ children }: { readonly children: ReactNode }) => (
  <div className="report-figures">{children}</div>
);

interface FigureProps {
  readonly label: string;
  readonly value: number | string;
  readonly note?: string;
}
export const Figure = ({ label, value, note }: FigureProps) => (
  <div className="report-figure">
    <span className="muted">{label}</span>
    <strong>{typeof value === 'number' ? value.toLocaleString() : value}</strong>
    {note ? <span className="muted">{note}</span> : null}
  </div>
);

type FileOf = (format: 'xlsx' | 'csv') => string;
interface FileLinksProps {
  readonly title: string;
  readonly file: FileOf;
}
export const FileLinks = ({ title, file }: FileLinksProps) => (
  <>
    {(['xlsx', 'csv'] as const).map((format) => (
      <Button
        key={format}
        size="small"
        type="text"
        icon={<DownloadOutlined />}
        href={file(format)}
        download
        aria-label={`${title} ${format}`}
      >
        {format}
      </Button>
    ))}
  </>
);

interface PartProps extends FileLinksProps {
  readonly note?: string;
  readonly children: ReactNode;
}
export const Part = ({ title, note, file, children }: PartProps) => (
  <section className="report-part">
    <header>
      <h2>{title}</h2>
      {note ? <span className="muted">{note}</span> : null}
      <span className="end no-print">
        <FileLinks title={title} file={file} />
      </span>
    </header>
    {children}
  </section>
);

export const PrintButton = () => {
  const { t } = useTranslation();
  return <Button onClick={() => window.print()}>{t('shell.print')}</Button>;
};

/** A watermark on every page of a Word file, so that no draft is ever signed. It takes the place of the file's own headers. */
import type PizZip from 'pizzip';

const NAME = 'guike-draft-header.xml';
const ID = 'rIdGuikeDraft';
const TEXT = '草稿 DRAFT';

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:color w:val="C00000"/></w:rPr><w:t>${TEXT}</w:t></w:r><w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape id="guikeDraft" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:440pt;height:110pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="silver" stroked="f"><v:fill opacity=".5"/><v:textpath style="font-family:&quot;SimHei&quot;;font-size:1pt" string="${TEXT}"/></v:shape></w:pict></w:r></w:p></w:hdr>`;

const relation = `<Relationship Id="${ID}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/header" Target="${NAME}"/>`;
const type = `<Override PartName="/word/${NAME}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>`;
const references = ['default', 'first', 'even']
  .map((one) => `<w:headerReference w:type="${one}" r:id="${ID}"/>`)
  .join('');

const change = (zip: PizZip, name: string, edit: (xml: string) => string): void => {
  const part = zip.file(name);
  if (part) zip.file(name, edit(part.asText()));
};

export function watermarkIn(zip: PizZip): void {
  zip.file(`word/${NAME}`, header);
  change(zip, '[Content_Types].xml', (xml) => xml.replace('</Types>', `${type}</Types>`));
  const relations = 'word/_rels/document.xml.rels';
  if (!zip.file(relations))
    zip.file(
      relations,
      '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>',
    );
  change(zip, relations, (xml) =>
    /<Relationships[^>]*\/>/.test(xml)
      ? xml.replace(/(<Relationships[^>]*)\/>/, `$1>${relation}</Relationships>`)
      : xml.replace('</Relationships>', `${relation}</Relationships>`),
  );
  change(zip, 'word/document.xml', (xml) => {
    const named = /<w:document[^>]*xmlns:r=/.test(xml)
      ? xml
      : xml.replace(
          '<w:document ',
          '<w:document xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ',
        );
    const bare = named.replace(/<w:headerReference\b[^>]*\/>/g, '');
    if (!/<w:sectPr\b/.test(bare)) return bare.replace('</w:body>', `<w:sectPr>${references}</w:sectPr></w:body>`);
    return bare.replace(/<w:sectPr\b([^>]*?)(\/?)>/g, (_, attributes: string, whole: string) =>
      whole ? `<w:sectPr${attributes}>${references}</w:sectPr>` : `<w:sectPr${attributes}>${references}`,
    );
  });
}

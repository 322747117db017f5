/*
 * Legal forms of firms as they stand in names, without dots, spaces and accents, in small letters. What several
 * countries share is listed once.
 */

/** Forms that mean nothing else: taken out wherever they stand, but for the first word. */
export const CLEAR_FORMS: ReadonlySet<string> = new Set(
  [
    'gmbh ggmbh mbh kgaa ohg partg haftungsbeschrankt', // de, at, ch
    'ltd limited llp plc cic', // gb, ie and the Commonwealth
    'inc incorporated corp corporation llc pllc lllp', // us
    'pty pte pvt sdn bhd', // au, sg, in, my
    'sarl sasu eurl srls srl spa bvba sprl', // fr, it, be, ro
    'slu sau ltda lda eireli cva', // es, pt, br
    'aps oyj ehf', // dk, fi, is
    'spzoo sro doo kft zrt nyrt eood ood uab', // pl, cz, sk, si, hr, rs, hu, bg, lt
    'ооо оао зао пао тов тоо', // ru, ua, kz
    'fzco fzllc dmcc wll pjsc saog', // ae, qa, bh, om
  ]
    .join(' ')
    .split(' '),
);

/**
 * Forms that end a name. Some are ordinary words or letters elsewhere, so they count at the end only; forms of several
 * words are written together.
 */
export const FINAL_FORMS: ReadonlySet<string> = new Set(
  [
    ...CLEAR_FORMS,
    ...[
      'ag se kg ug ek eg ev gbr stiftung gmbhcokg gmbhcokgaa gmbhcoohg agcokg ughaftungsbeschrankt ugcokg mbhcokg secokg',
      'co company coltd companylimited privatelimited pvtltd pteltd ptyltd sdnbhd publiclimitedcompany lp pc na',
      'sa sas sca scs snc sc sci scop sarlu saderl sadecv sapidecv srldecv sderldecv srlcv sl sll scl sucv saic saci',
      'cv nv bv vof vzw asbl',
      'as asa ab hb kb oy ky ans da hf ks is',
      'spk spj spzoospk sa psa vos kd dd jdoo ad bt ead et oao zao pao ooo ao ао пат прат',
      'ou sia as uab ii mb',
      'ae epe ike oe ee',
      'ltdsti sti anonimsirketi limitedsirketi ticltdsti ticas santic santicas santicltdsti sanayiticaretas',
      'kk gk yk kabushikikaisha godokaisha yugenkaisha tbk fze fzc llcfz jsc ojsc cjsc sal',
    ]
      .join(' ')
      .split(' '),
  ].flat(),
);

/** Forms that come before the name. */
export const LEADING_FORMS: ReadonlySet<string> = new Set(
  'ooo oao zao pao ооо оао зао пао ао тов тоо пат прат pt sarl eurl kk'.split(' '),
);

/** Forms written without a space before or behind the name. */
export const ATTACHED_FORMS: readonly string[] = [
  '株式会社',
  '有限会社',
  '合同会社',
  '合资会社',
  '股份有限公司',
  '有限责任公司',
  '有限責任公司',
  '有限公司',
  '주식회사',
  '유한회사',
];

/** What is left of an attached form that was written in brackets: `㈱`, `(주)`. */
export const BRACKETED_FORMS: ReadonlySet<string> = new Set(['株', '有', '주', '유']);

/** `and` in several languages: counts as nothing between two words. */
export const CONNECTORS: ReadonlySet<string> = new Set('& + and und et y e og och en ve ja und i и y'.split(' '));

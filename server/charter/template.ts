import type { CharterContent } from "#engine/charter.ts";

/**
 * What a manager starts from: five promises that hold in this product as it is (a voluntary yes for each post, a word changed, a way out), and a text of
 * articles to be adapted with whoever answers for them. It states what Relaymap does and gives no advice on law.
 */
export const charterTemplate = (company: string): CharterContent => ({
  en: {
    promises: [
      { says: "I am a volunteer.", means: "I say no to one post, or to all of them, and give no reason." },
      { says: "I speak in my own name.", means: `People know that I work at ${company}.` },
      { says: "I change what I like.", means: "The proposed text is only a beginning." },
      { says: "I keep what is confidential.", means: "Customers, plans and prices stay inside." },
      { says: "I leave when I like.", means: "My keys and my waiting posts are deleted." },
    ],
    legal: `## 1. What this is about

${company} proposes content that people may share on social media accounts of their own. Taking part is voluntary. It is no part of anybody's duties, and neither taking part nor declining has any effect on pay, appraisal or career.

## 2. My accounts stay mine

I choose which accounts I connect, if any. Relaymap receives a key from the network, never my password. I can take the key back at any time, here or at the network.

## 3. My yes

Nothing is posted in my name unless I said yes: to each post, or in advance, for an account and until a date that I choose, a year at most. Silence is no yes.

## 4. What I write

I may change or decline every text. What I publish is my own statement: I make clear that I work at ${company}, I respect other people, copyright and the rules of each network, and I publish nothing confidential.

## 5. What is kept, and who sees it

Relaymap keeps my name, my e-mail address, my accounts, my choices with their receipts, and the posts that were proposed to me or published. What others can see of this is told before I join, and on my page.

## 6. Leaving

I can pause or leave at any time, without a reason. When I leave, the keys to my accounts are given back and deleted and what waits is cancelled. Published posts stay on the networks, where I can delete them.
`,
  },
  fr: {
    promises: [
      { says: "Je suis volontaire.", means: "Je dis non à un post, ou à tous, sans me justifier." },
      { says: "Je parle en mon nom.", means: `On sait que je travaille chez ${company}.` },
      { says: "Je change ce que je veux.", means: "Le texte proposé n’est qu’un début." },
      { says: "Je garde ce qui est confidentiel.", means: "Clients, plans et prix ne sortent pas." },
      { says: "Je pars quand je veux.", means: "Mes accès et mes posts en attente sont effacés." },
    ],
    legal: `## 1. De quoi il s’agit

${company} propose des contenus que chacun peut partager sur ses propres comptes de réseaux sociaux. La participation est volontaire. Elle ne fait partie des missions de personne, et participer ou refuser n’a aucun effet sur la rémunération, l’évaluation ou la carrière.

## 2. Mes comptes restent les miens

Je choisis les comptes que je relie, ou aucun. Relaymap reçoit une clé du réseau, jamais mon mot de passe. Je peux reprendre cette clé à tout moment, ici ou sur le réseau.

## 3. Mon accord

Rien n’est publié en mon nom sans mon accord : pour chaque post, ou à l’avance, pour un compte et jusqu’à une date que je choisis, un an au plus. Le silence ne vaut pas accord.

## 4. Ce que j’écris

Je peux modifier ou refuser chaque texte. Ce que je publie m’engage : je fais savoir que je travaille chez ${company}, je respecte les personnes, le droit d’auteur et les règles de chaque réseau, et je ne publie rien de confidentiel.

## 5. Ce qui est conservé, et qui le voit

Relaymap conserve mon nom, mon adresse e-mail, mes comptes, mes choix avec leurs justificatifs, et les posts qui m’ont été proposés ou qui ont été publiés. Ce que d’autres peuvent en voir est dit avant que je rejoigne, et sur ma page.

## 6. Partir

Je peux faire une pause ou partir à tout moment, sans motif. Quand je pars, les clés de mes comptes sont rendues et effacées, et ce qui attend est annulé. Les posts publiés restent sur les réseaux, où je peux les supprimer.
`,
  },
});

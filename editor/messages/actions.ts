import type { Text } from "#engine/text.ts";

/** What can be done on the canvas, by the action's id, and how the keys are called. */
export const actions = {
  "do.next": { en: "Add what follows", fr: "Ajouter la suite" },
  "do.here": { en: "Add a step", fr: "Ajouter une étape" },
  "do.search": { en: "Search steps", fr: "Chercher une étape" },
  "do.rename": { en: "Rename", fr: "Renommer" },
  "do.off": { en: "Switch off", fr: "Désactiver" },
  "do.on": { en: "Switch on", fr: "Réactiver" },
  "do.duplicate": { en: "Duplicate", fr: "Dupliquer" },
  "do.copy": { en: "Copy", fr: "Copier" },
  "do.cut": { en: "Cut", fr: "Couper" },
  "do.delete": { en: "Delete", fr: "Supprimer" },
  "do.undo": { en: "Undo", fr: "Annuler" },
  "do.redo": { en: "Redo", fr: "Rétablir" },
  "do.all": { en: "Choose everything", fr: "Tout choisir" },
  "do.none": { en: "Choose nothing", fr: "Ne rien choisir" },
  "do.tidy": { en: "Tidy up", fr: "Ranger" },
  "do.fit": { en: "Show the whole map", fr: "Voir toute la carte" },
  "do.zoomIn": { en: "Zoom in", fr: "Zoom avant" },
  "do.zoomOut": { en: "Zoom out", fr: "Zoom arrière" },
  "do.drawing": { en: "Show the drawing", fr: "Voir le dessin" },
  "do.outline": { en: "Show the outline", fr: "Voir le plan" },
  "do.preview": { en: "Preview", fr: "Aperçu" },
  "do.publish": { en: "Publish", fr: "Publier" },
  "do.history": { en: "History and comparison", fr: "Historique et comparaison" },
  "do.restore": { en: "Take an earlier version as draft", fr: "Reprendre une version précédente" },
  "do.discard": { en: "Discard the draft", fr: "Abandonner le brouillon" },
  "do.save": { en: "Save now", fr: "Enregistrer maintenant" },
  "do.keys": { en: "Keyboard shortcuts", fr: "Raccourcis clavier" },
  "keys.title": { en: "Keyboard shortcuts", fr: "Raccourcis clavier" },
  "keys.step": { en: "Adding steps", fr: "Ajouter des étapes" },
  "keys.wire": { en: "Wires", fr: "Liens" },
  "keys.edit": { en: "Changing", fr: "Modifier" },
  "keys.order": { en: "Choosing and tidying", fr: "Choisir et ranger" },
  "keys.see": { en: "Looking", fr: "Regarder" },
  "keys.map": { en: "The map", fr: "La carte" },
  "keys.hand": { en: "By hand", fr: "À la main" },
  "keys.here": { en: "Add a step at a place", fr: "Ajouter une étape à un endroit" },
  "keys.hereKeys": { en: "Double-click", fr: "Double-clic" },
  "keys.pull": { en: "Add a step at a wire’s end", fr: "Ajouter une étape au bout d’un lien" },
  "keys.pullKeys": { en: "Let the wire go on nothing", fr: "Lâcher le lien dans le vide" },
  "keys.into": { en: "Insert a step", fr: "Insérer une étape" },
  "keys.intoKeys": { en: "Drop it on a wire", fr: "La déposer sur un lien" },
  "keys.paste": { en: "Paste", fr: "Coller" },
  "keys.move": { en: "Move the chosen steps", fr: "Déplacer les étapes choisies" },
  "keys.box": { en: "Choose with a box", fr: "Choisir avec un cadre" },
  "keys.boxKeys": { en: "Shift + drag", fr: "Maj + glisser" },
  "keys.arrows": { en: "Arrow keys", fr: "Flèches" },
  "keys.del": { en: "Del", fr: "Suppr" },
  "keys.esc": { en: "Esc", fr: "Échap" },
  "keys.shift": { en: "Shift", fr: "Maj" },
  "deed.add": {
    en: "{how, select, done {“{title}” added} other {add “{title}”}}",
    fr: "{how, select, done {« {title} » : étape ajoutée} other {ajouter « {title} »}}",
  },
  "deed.insert": {
    en: "{how, select, done {“{title}” inserted} other {insert “{title}”}}",
    fr: "{how, select, done {« {title} » : étape insérée} other {insérer « {title} »}}",
  },
  "deed.delete": {
    en: "{how, select, done {“{title}” deleted} other {delete “{title}”}}",
    fr: "{how, select, done {« {title} » : étape supprimée} other {supprimer « {title} »}}",
  },
  "deed.move": {
    en: "{how, select, done {“{title}” moved} other {move “{title}”}}",
    fr: "{how, select, done {« {title} » : étape déplacée} other {déplacer « {title} »}}",
  },
  "deed.rename": {
    en: "{how, select, done {“{title}” renamed} other {rename “{title}”}}",
    fr: "{how, select, done {« {title} » : étape renommée} other {renommer « {title} »}}",
  },
  "deed.turn": {
    en: "{how, select, done {The step is now “{title}”} other {turn a step into “{title}”}}",
    fr: "{how, select, done {L’étape est maintenant « {title} »} other {changer une étape en « {title} »}}",
  },
  "deed.switchOn": {
    en: "{how, select, done {“{title}” switched on} other {switch “{title}” on}}",
    fr: "{how, select, done {« {title} » : étape activée} other {activer « {title} »}}",
  },
  "deed.switchOff": {
    en: "{how, select, done {“{title}” switched off} other {switch “{title}” off}}",
    fr: "{how, select, done {« {title} » : étape désactivée} other {désactiver « {title} »}}",
  },
  "deed.set": {
    en: "{how, select, done {“{title}” changed} other {change “{title}”}}",
    fr: "{how, select, done {« {title} » : étape modifiée} other {modifier « {title} »}}",
  },
  "deed.setField": {
    en: "{how, select, done {“{field}” of “{title}” changed} other {change “{field}” of “{title}”}}",
    fr: "{how, select, done {« {title} » : réglage « {field} » modifié} other {modifier « {field} » de « {title} »}}",
  },
  "deed.connect": {
    en: "{how, select, done {“{from}” wired to “{to}”} other {wire “{from}” to “{to}”}}",
    fr: "{how, select, done {« {from} » et « {to} » : étapes reliées} other {relier « {from} » et « {to} »}}",
  },
  "deed.disconnect": {
    en: "{how, select, done {“{from}” and “{to}” no longer wired} other {cut the wire from “{from}” to “{to}”}}",
    fr: "{how, select, done {« {from} » et « {to} » : lien supprimé} other {supprimer le lien de « {from} » à « {to} »}}",
  },
  "deed.addMany": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} added} other {add {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape ajoutée} other {# étapes ajoutées}}} other {ajouter {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.paste": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} pasted} other {paste {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape collée} other {# étapes collées}}} other {coller {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.duplicate": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} duplicated} other {duplicate {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape dupliquée} other {# étapes dupliquées}}} other {dupliquer {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.deleteMany": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} deleted} other {delete {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape supprimée} other {# étapes supprimées}}} other {supprimer {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.moveMany": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} moved} other {move {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape déplacée} other {# étapes déplacées}}} other {déplacer {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.changeMany": {
    en: "{how, select, done {{count, plural, one {# step} other {# steps}} changed} other {change {count, plural, one {# step} other {# steps}}}}",
    fr: "{how, select, done {{count, plural, one {# étape modifiée} other {# étapes modifiées}}} other {modifier {count, plural, one {# étape} other {# étapes}}}}",
  },
  "deed.cutMany": {
    en: "{how, select, done {{count, plural, one {# wire} other {# wires}} deleted} other {delete {count, plural, one {# wire} other {# wires}}}}",
    fr: "{how, select, done {{count, plural, one {# lien supprimé} other {# liens supprimés}}} other {supprimer {count, plural, one {# lien} other {# liens}}}}",
  },
  "deed.noteAdd": {
    en: "{how, select, done {Note added} other {add a note}}",
    fr: "{how, select, done {Note ajoutée} other {ajouter une note}}",
  },
  "deed.noteDelete": {
    en: "{how, select, done {Note deleted} other {delete a note}}",
    fr: "{how, select, done {Note supprimée} other {supprimer une note}}",
  },
  "deed.noteChange": {
    en: "{how, select, done {Note changed} other {change a note}}",
    fr: "{how, select, done {Note modifiée} other {modifier une note}}",
  },
  "deed.groupAdd": {
    en: "{how, select, done {Group made} other {make a group}}",
    fr: "{how, select, done {Groupe créé} other {créer un groupe}}",
  },
  "deed.groupDelete": {
    en: "{how, select, done {Group undone} other {take a group apart}}",
    fr: "{how, select, done {Groupe défait} other {défaire un groupe}}",
  },
  "deed.groupChange": {
    en: "{how, select, done {Group changed} other {change a group}}",
    fr: "{how, select, done {Groupe modifié} other {modifier un groupe}}",
  },
  "deed.tidy": {
    en: "{how, select, done {Map tidied up} other {tidy up}}",
    fr: "{how, select, done {Carte rangée} other {ranger la carte}}",
  },
  "deed.replace": {
    en: "{how, select, done {Drawing replaced} other {replace the drawing}}",
    fr: "{how, select, done {Dessin remplacé} other {remplacer le dessin}}",
  },
  "deed.name": {
    en: "{how, select, done {Map renamed} other {rename the map}}",
    fr: "{how, select, done {Carte renommée} other {renommer la carte}}",
  },
  "deed.schedule": {
    en: "{how, select, done {Rhythm changed} other {change the rhythm}}",
    fr: "{how, select, done {Rythme modifié} other {modifier le rythme}}",
  },
  "deed.settings": {
    en: "{how, select, done {Settings of the map changed} other {change the settings of the map}}",
    fr: "{how, select, done {Réglages de la carte modifiés} other {modifier les réglages de la carte}}",
  },
  "deed.change": {
    en: "{how, select, done {Drawing changed} other {change the drawing}}",
    fr: "{how, select, done {Dessin modifié} other {modifier le dessin}}",
  },
  "deed.undo": { en: "Undo: {deed}", fr: "Annuler : {deed}" },
  "deed.redo": { en: "Redo: {deed}", fr: "Rétablir : {deed}" },
  "deed.undone": { en: "Undone: {deed}", fr: "Annulé : {deed}" },
  "deed.redone": { en: "Done again: {deed}", fr: "Rétabli : {deed}" },
} as const satisfies Record<string, Text>;

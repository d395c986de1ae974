//! The words that dates are written with, by language: months, weekdays, eras and the small words
//! that stand around a date. It knows no grammar; [`super::form`] does.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::calendar::Calendar;
use super::fold::fold;
use super::token::{Kind, Unit};

/// The months by language, the codes first: twelve columns, other spellings after `|`, `_` for a space.
/// Where two languages disagree about a word, the earlier line holds.
const CIVIL: &str = "
en: january february march april may june july august september|sept october november december
es: enero|ene febrero marzo abril mayo junio julio agosto septiembre|setiembre octubre noviembre diciembre
pt: janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
fr: janvier|janv février|févr mars avril mai juin juillet|juil août septembre octobre novembre décembre
de: januar|jänner februar|feber märz|mrz april mai juni juli august september oktober november dezember
it: gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
nl: januari februari maart|mrt april mei juni juli augustus september oktober november december
sv: januari februari mars april maj juni juli augusti september oktober november december
da,no: januar februar marts april maj juni juli august september oktober november desember
ro: ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie|noi decembrie
tr: ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
sk,hu: január|januára február|februára március|marec|marca április|apríl|apríla május|máj|mája június|jún|júna július|júl|júla augusztus|augusta szeptember|septembra október|októbra november|novembra december|decembra
ru: января|январь февраля|февраль марта|март апреля|апрель мая|май июня|июнь июля|июль августа|август сентября|сентябрь октября|октябрь ноября|ноябрь декабря|декабрь
el: ιανουαρίου|ιανουάριος φεβρουαρίου|φεβρουάριος μαρτίου|μάρτιος απριλίου|απρίλιος μαΐου|μάιος|μαϊ ιουνίου|ιούνιος ιουλίου|ιούλιος αυγούστου|αύγουστος σεπτεμβρίου|σεπτέμβριος οκτωβρίου|οκτώβριος νοεμβρίου|νοέμβριος δεκεμβρίου|δεκέμβριος
pl: stycznia|styczeń lutego|luty marca|marzec kwietnia|kwiecień maja|maj czerwca|czerwiec lipca|lipiec sierpnia|sierpień września|wrzesień października|październik listopada|listopad grudnia|grudzień
cs: ledna|leden února|únor března|březen dubna|duben května|květen června|červen července|červenec srpna|srpen září října|říjen listopadu|listopad prosince|prosinec
uk: січня|січень лютого|лютий березня|березень квітня|квітень травня|травень червня|червень липня|липень серпня|серпень вересня|вересень жовтня|жовтень листопада|листопад грудня|грудень
fi: tammikuuta|tammikuu|tammikuun helmikuuta|helmikuu|helmikuun maaliskuuta|maaliskuu|maaliskuun huhtikuuta|huhtikuu|huhtikuun toukokuuta|toukokuu|toukokuun kesäkuuta|kesäkuu|kesäkuun heinäkuuta|heinäkuu|heinäkuun elokuuta|elokuu|elokuun syyskuuta|syyskuu|syyskuun lokakuuta|lokakuu|lokakuun marraskuuta|marraskuu|marraskuun joulukuuta|joulukuu|joulukuun
ca: gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
eo: januaro februaro marto aprilo majo junio julio aŭgusto septembro oktobro novembro decembro
gl: xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro
id: januari februari maret april mei juni juli agustus|agt september oktober november desember
ms: januari februari mac april mei jun julai ogos september oktober november disember
bg,mk: януари февруари март април май юни юли август септември октомври ноември декември
sr: јануар фебруар март април мај јун|јуни јул|јули август септембар октобар новембар децембар
hr,bs,sr: januara|siječnja|siječanj februara|veljače|veljača marta|ožujka|ožujak aprila|travnja|travanj maja|svibnja|svibanj juna|lipnja|lipanj jula|srpnja|srpanj avgusta|avgust|kolovoza|kolovoz septembar|rujna|rujan oktobar|oktobra novembar|studenoga|studenog|studeni decembar|prosinca|prosinac
sl: januarja februarja marec aprila maja junija|junij julija|julij avgusta septembra oktobra novembra decembra
lt: sausio|sausis vasario|vasaris kovo|kovas balandžio|balandis gegužės|gegužė birželio|birželis liepos|liepa rugpjūčio|rugpjūtis rugsėjo|rugsėjis spalio|spalis lapkričio|lapkritis gruodžio|gruodis
lv: janvāris|janvārī februāris|februārī marts|martā aprīlis|aprīlī maijs|maijā jūnijs|jūnijā jūlijs|jūlijā augusts|augustā septembris|septembrī oktobris|oktobrī novembris|novembrī decembris|decembrī
et: jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember
is: janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember
af: januarie februarie maart april mei junie julie augustus september oktober november desember
ar: يناير فبراير مارس أبريل|ابريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
ar: كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول
ar: جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر
fa: ژانویه فوریه مارس آوریل|آپریل مه|می ژوئن|جون ژوئیه|جولای|ژوییه اوت|آگوست سپتامبر اکتبر نوامبر دسامبر
ur: جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
he: ינואר פברואר מרץ|מרס אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר
he: בינואר בפברואר במרץ|במרס באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר
hi,mr: जनवरी फरवरी|फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर|सितम्बर अक्टूबर|अक्तूबर नवंबर|नवम्बर दिसंबर|दिसम्बर
bn: জানুয়ারি|জানুয়ারী ফেব্রুয়ারি|ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
ta: ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
";

const BUDDHIST: &str = "
มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม
ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.
";

const JALALI: &str = "
فروردین اردیبهشت خرداد تیر مرداد|امرداد شهریور مهر آبان آذر دی بهمن اسفند
farvardin ordibehesht khordad tir mordad shahrivar mehr aban azar dey bahman esfand
حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت
";

const HIJRI: &str = "
محرم|المحرم صفر ربيع_الأول|ربيع_أول ربيع_الثاني|ربيع_الآخر جمادى_الأولى|جمادى_الأول جمادى_الآخرة|جمادى_الثانية رجب شعبان رمضان شوال ذو_القعدة|ذي_القعدة ذو_الحجة|ذي_الحجة
muharram safar rabi_i rabi_ii jumada_i jumada_ii rajab shaban|sha'ban ramadan|ramazan shawwal dhu_al-qidah dhu_al-hijjah
muharram safar rabi_al-awwal rabi_al-thani jumada_al-awwal jumada_al-thani rajab shaaban ramadhan shawwal dhul_qadah dhul_hijjah
";

/// Zones by name, in hours east of Greenwich. `IST`, `BST` and `CST` stand for several each, and
/// the commonest in news is meant.
const ZONES: &str = "utc 0 gmt 0 ut 0 z 0 et -5 ct -6 mt -7 pt -8 met 1 mest 2 wet 0 west 1 bst 1 cet 1 cest 2 mez 1 mesz 2 eet 2 eest 3 \
    msk 3 est -5 edt -4 cst -6 cdt -5 mst -7 mdt -6 pst -8 pdt -7 akst -9 akdt -8 hst -10 jst 9 \
    kst 9 hkt 8 sgt 8 pht 8 aest 10 aedt 11 acst 9.5 acdt 10.5 awst 8 nzst 12 nzdt 13 sast 2 \
    eastern -5 central -6 mountain -7 pacific -8 ist 5.5 pkt 5 wib 7 wita 8 wit 9 ict 7 brt -3 art -3 clt -4 gst 4 trt 3 wat 1 cat 2 eat 3";

const WEEKDAYS: &str = "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed \
    thu thur thurs fri sat sun lunes martes miércoles jueves viernes sábado domingo lun mié mier \
    jue vie sáb dom segunda terça quarta quinta sexta feira seg ter qua qui sex lundi mardi \
    mercredi jeudi vendredi samedi dimanche mer jeu ven sam dim montag dienstag mittwoch \
    donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so lunedì martedì mercoledì \
    giovedì venerdì sabato domenica gio maandag dinsdag woensdag donderdag vrijdag zaterdag zondag \
    ma wo vr za zo måndag tisdag onsdag torsdag fredag lördag söndag mandag tirsdag lørdag søndag \
    mån tis ons tors tor fre lör sön man tir lør maanantai tiistai keskiviikko torstai perjantai \
    lauantai sunnuntai luni marți miercuri joi vineri sâmbătă duminică pazartesi salı çarşamba \
    perşembe cuma cumartesi pazar hétfő kedd szerda csütörtök péntek szombat vasárnap \
    понедельник вторник среда четверг пятница суббота воскресенье пн вт ср чт пт сб вс \
    понеділок вівторок середа п'ятниця субота неділя poniedziałek wtorek środa czwartek piątek \
    sobota niedziela pon wt śr czw pt sob niedz pondělí úterý středa čtvrtek pátek neděle \
    δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή δευ τρι τετ πεμ παρ σαβ κυρ senin selasa rabu kamis jumat sabtu \
    minggu ahad isnin khamis jumaat dilluns dimarts dimecres dijous divendres dissabte diumenge \
    lundo mardo merkredo ĵaŭdo vendredo dimanĉo \
    الأحد الاثنين الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت شنبه یکشنبه دوشنبه سه‌شنبه \
    سه چهارشنبه پنجشنبه پنج یک دو چهار جمعه יום ראשון שני שלישי רביעי חמישי שישי שבת \
    วันจันทร์ที่ วันอังคารที่ วันพุธที่ วันพฤหัสบดีที่ วันศุกร์ที่ วันเสาร์ที่ วันอาทิตย์ที่ วันที่ thứ hai ba tư năm sáu bảy chủ nhật \
    सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार 星 期 周 週 曜 火 水 木 金 土 요";

/// Words between the parts of a date, ordinal endings, and labels that introduce one.
const FILLERS: &str = "st nd rd th of the er re nd ème º ª de del di da do dos d l le la el il den \
    det am an um on at in to and a à á às as em e en y i ii o ob v ve kl klo om op te den dne \
    dnia tanggal ngày ngay lúc luc las los min vào giờ tháng ta ta' den'  go th' г г. года год р року roku r m d gada gads metų \
    jaro ad ce م هـ ه ش للهجرة الموافق في בתאריך ב ל \
    published publish publication pubdate posted post updated update last modified modify edited \
    created added issued released reported uploaded first online print edition date dated day time since from \
    etc archived filed written by-line originally original latest revised version local hours standard daylight \
    publié publiée publiés mis mise jour modifié modifiée créé mardi parution actualisé heure heures \
    publicado publicada publicación actualizado actualizada fecha hora horas creado última \
    modificación edición publicação atualizado atualizada atualização data alterado \
    veröffentlicht aktualisiert erstellt stand geändert datum erschienen vom letzte aktualisierung \
    änderung pubblicato pubblicata pubblicazione aggiornato aggiornata aggiornamento ultimo ore ora alle \
    gepubliceerd geplaatst bijgewerkt laatst gewijzigd laatste publicatiedatum publicerad \
    publicerat publicerades uppdaterad uppdaterat senast ändrad skapad udgivet opdateret offentliggjort publiceret sidst \
    publisert oppdatert sist endret julkaistu päivitetty muokattu klo publikováno aktualizováno \
    zveřejněno vydáno opublikowano opublikowany dodano aktualizacja zaktualizowano data utworzenia \
    publikacji godz godzina objavljeno ažurirano опубликовано опубликована обновлено дата публикации \
    добавлено создано изменено время в от оновлено опубліковано о δημοσιεύτηκε δημοσίευση \
    ενημερώθηκε ενημέρωση τελευταία στις ημερομηνία ώρα publicat actualizat ultima actualizare \
    megjelent frissítve frissült közzétéve létrehozva yayınlanma yayın güncelleme güncellenme son \
    tarihi tarih saat eklenme giriş oluşturulma diterbitkan diperbarui dipublikasikan pukul \
    đăng cập nhật publikigita la publikado actualitzat publicat \
    تاريخ النشر نشر نشرت آخر تحديث الساعة بتاریخ تاریخ انتشار ساعت פורסם עודכן תאריך שעה \
    发 布 發 表 更 新 时 時 间 間 期 于 於 公 開 掲 載 配 信 作 成 投 稿 最 終 登 入 力 수 정 입 력 등 록 \
    ที่ เมื่อ เวลา น เผยแพร่ อัปเดต วันที่ พ.ศ. ค.ศ. น.";

/// Words that stand right after the number of an hour.
const HOURS: &str = "h hr hrs uhr uur";

const HALVES: &str = "am 0 pm 1 مساء 1 صباحا 0 صباح 0 a.m 0 p.m 1 a.m. 0 p.m. 1 ص 0 م 1 上午 0 下午 1 午前 0 午後 1 오전 0 오후 1";

static WORDS: LazyLock<HashMap<String, Kind>> = LazyLock::new(build);

/// What a folded word means in a date; `None` for every other word.
pub(super) fn meaning(folded: &str) -> Option<Kind> {
    WORDS.get(folded).copied()
}

fn build() -> HashMap<String, Kind> {
    let mut words = HashMap::new();
    for (table, calendar) in [
        (CIVIL, Calendar::Civil),
        (BUDDHIST, Calendar::Buddhist),
        (JALALI, Calendar::Jalali),
        (HIJRI, Calendar::Hijri),
    ] {
        for_each_month(table, |name, month| {
            words.entry(fold(name)).or_insert(Kind::Month(calendar, month));
        });
    }
    for line in CIVIL.lines() {
        add_short_months(&mut words, line);
    }
    for (name, value) in pairs(HALVES) {
        words.entry(fold(name)).or_insert(Kind::Half(value == "1"));
    }
    for (name, hours) in pairs(ZONES) {
        let hours: f32 = hours.parse().unwrap_or_default();
        words.entry(fold(name)).or_insert(Kind::Zone((hours * 60.0) as i32));
    }
    for name in HOURS.split_whitespace() {
        words.entry(fold(name)).or_insert(Kind::Unit(Unit::Hour));
    }
    for name in WEEKDAYS.split_whitespace().chain(FILLERS.split_whitespace()) {
        words.entry(fold(name)).or_insert(Kind::Filler);
    }
    words
}

/// The month that a folded word is the name of in any language.
pub(super) fn month(folded: &str) -> Option<u32> {
    match meaning(folded)? {
        Kind::Month(Calendar::Civil, month) => Some(month),
        _ => None,
    }
}

/// The month of a folded word in a language; a short form of three or four letters counts, too.
pub(super) fn month_in(folded: &str, language: &str) -> Option<u32> {
    let lines = CIVIL.lines().filter_map(|line| line.split_once(": "));
    let lines = lines.filter(|(codes, _)| codes.split(',').any(|code| code == language));
    let mut found = None;
    for (_, line) in lines {
        for_each_month(line, |name, month| {
            let name = fold(name);
            let short = matches!(folded.chars().count(), 3 | 4) && name.starts_with(folded);
            found = found.or((name == folded || short).then_some(month));
        });
    }
    found
}

fn for_each_month(table: &str, mut each: impl FnMut(&str, u32)) {
    for line in table.lines() {
        let line = line.split_once(": ").map_or(line, |(_, months)| months);
        for (number, names) in (1..).zip(line.split_whitespace()) {
            for name in names.split('|') {
                each(&name.replace('_', " "), number);
            }
        }
    }
}

/// Adds the first three and four letters of the months of one language, where they tell them apart
/// and mean nothing else already.
fn add_short_months(words: &mut HashMap<String, Kind>, line: &str) {
    let mut short: HashMap<String, Option<u32>> = HashMap::new();
    for_each_month(line, |name, month| {
        let letters: Vec<char> = fold(name).chars().collect();
        for length in [3, 4].into_iter().filter(|&length| length < letters.len()) {
            let entry = short.entry(letters[..length].iter().collect()).or_insert(Some(month));
            *entry = entry.filter(|&known| known == month);
        }
    });
    for (name, month) in short {
        if let Some(month) = month.filter(|_| !name.contains(' ')) {
            words.entry(name).or_insert(Kind::Month(Calendar::Civil, month));
        }
    }
}

fn pairs(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut words = table.split_whitespace();
    std::iter::from_fn(move || Some((words.next()?, words.next()?)))
}

namespace Slipway.Monitoring.Reports;

/// <summary>The style of report pages: light and dark, wide and narrow, screen and paper.</summary>
internal static class ReportStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--ink:#17202b;--dim:#526070;--page:#fff;--line:#d3dae2;--soft:#f3f6f9;--bar:#a9b6c4;--now:#a4380f;--ok:#14603a}
        @media (prefers-color-scheme:dark){:root{--ink:#e6ebf1;--dim:#a7b3c0;--page:#12181f;--line:#36424f;--soft:#1b242e;--bar:#5a6b7d;--now:#ff9f70;--ok:#74d3a0}}
        *{box-sizing:border-box}body{margin:0;background:var(--page);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:70rem;margin:0 auto;padding:1.5rem 1rem 3rem}h1{font-size:1.6rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.2rem;margin:2.2rem 0 .4rem}p{margin:.4rem 0}.dim,caption{color:var(--dim)}
        .verdict{border:1px solid var(--line);border-left:.5rem solid var(--ok);background:var(--soft);padding:.8rem 1rem;margin:1rem 0}
        .verdict.bad{border-left-color:var(--now)}.verdict.none{border-left-color:var(--bar)}.verdict strong{display:block;font-size:1.3rem}
        dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:.6rem;margin:1rem 0}dl div{border:1px solid var(--line);padding:.5rem .7rem}
        dt{color:var(--dim);font-size:.85rem}dd{margin:0;font-weight:600;overflow-wrap:anywhere}
        table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.2rem 0 .5rem}
        th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-top:1px solid var(--line);overflow-wrap:anywhere}
        thead th{border-top:0;border-bottom:2px solid var(--line);font-size:.85rem;overflow-wrap:normal}.n{text-align:right;font-variant-numeric:tabular-nums;overflow-wrap:normal}
        th small{display:block;font-weight:400;color:var(--dim)}.bad b{color:var(--now)}.ok b{color:var(--ok)}.more>td{border-top:0;padding-top:0}
        b.v{white-space:nowrap}svg{display:block;width:15rem;max-width:100%;height:auto}.r{fill:var(--bar)}.c{fill:none;stroke:var(--now);stroke-width:1.6;vector-effect:non-scaling-stroke}
        svg text{fill:var(--dim);font:9px system-ui,sans-serif}summary{cursor:pointer;color:var(--dim);font-size:.9rem}
        details table{width:auto;font-size:.9rem;margin:.3rem 0 .6rem}details td,details th{padding:.15rem .6rem}.two{display:flex;flex-wrap:wrap;gap:0 2rem}
        .key{display:inline-block;width:.9rem;height:.9rem;vertical-align:-.1rem;background:var(--bar)}.key.now{background:none;border:2px solid var(--now)}
        @media (max-width:44rem){.stack thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
        .stack,.stack>tbody,.stack>tbody>tr,.stack>tbody>tr>td,.stack>tbody>tr>th,.stack caption{display:block}
        .stack>tbody>tr>td{border:0;padding:.1rem 0;text-align:left}.stack>tbody>tr>th{padding:.6rem 0 .1rem}
        .stack>tbody>tr>td[data-l]::before{content:attr(data-l) ": ";color:var(--dim)}.stack>tbody>tr>td[data-l=""]::before{content:""}svg{width:100%}}
        @media print{:root{--ink:#000;--dim:#333;--page:#fff;--soft:#fff;--line:#999;--bar:#bbb;--now:#000;--ok:#000}main{max-width:none;padding:0}body{font-size:10pt}
        tr,.verdict,dl div{break-inside:avoid}h2{break-after:avoid}thead{display:table-header-group}summary{display:none}details::details-content{display:block;content-visibility:visible}}
        """;
}

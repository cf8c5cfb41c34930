using System.Globalization;

namespace KarstLogger.Gateway.Hardware.Drawings;

/// <summary>Cards that lie in the box: pins of the processor, and what the LED says.</summary>
internal static class CardDrawings
{
    private const double RowMm = 9.2, TextMm = 3;

    /// <summary>GPIO by GPIO: function, direction, constant of the firmware.</summary>
    public static string Pins(HardwareSet set)
    {
        Sheet sheet = new("Pin-out card: ESP32 on the KL-1 board", "the constants are in firmware/Core/BoardPins.cs; a test holds both together", landscape: false);
        double[] columns = [Sheet.LeftMm, 26, 74, 98, 146];
        double y = Sheet.TopMm + 3;
        Row(sheet, columns, y, bold: true, "GPIO", "function", "direction", "firmware constant", "after reset");
        foreach (PinUse use in set.Pins.Where(use => use.Board == "logger"))
        {
            y += RowMm;
            sheet.Line(Sheet.LeftMm, y - 4.7, sheet.WidthMm - Sheet.LeftMm, y - 4.7, "#dddddd", 0.2);
            Row(sheet, columns, y, bold: false, use.Gpio.ToString(CultureInfo.InvariantCulture), use.Function, use.Direction, use.Constant.Length == 0 ? "-" : use.Constant, use.AfterReset);
            sheet.Text(columns[1], y + 2.8, use.Note, 2.6, colour: "#666666");
        }
        y += 11;
        sheet.Text(Sheet.LeftMm, y, "Never connect anything to", TextMm, bold: true);
        foreach (var rule in set.PinRules.Where(rule => rule.Rule is not "free" and not "input-only" && set.Pins.All(use => use.Board != "logger" || use.Gpio != rule.Gpio)).GroupBy(rule => (rule.Rule, rule.Reason)))
        {
            y += 5;
            sheet.Text(Sheet.LeftMm, y, $"GPIO {string.Join(", ", rule.Select(one => one.Gpio))}", TextMm);
            sheet.Text(70, y, $"{rule.Key.Rule}: {rule.Key.Reason}", TextMm, colour: "#555555");
        }
        return sheet.Close();
    }

    /// <summary>The card for the inside of the lid, English and Chinese; patterns, not colours, so that everybody can read it.</summary>
    public static string Led(HardwareSet set)
    {
        const double LineMm = 19, DotsMm = 48, TextFromMm = 62;
        Sheet sheet = new("What the LED says  指示灯含义", "watch for 10 seconds, then count  观察 10 秒后数闪烁次数", landscape: false);
        double y = Sheet.TopMm + 4;
        foreach (LedPattern pattern in set.Led)
        {
            sheet.Box(Sheet.LeftMm, y, sheet.WidthMm - 2 * Sheet.LeftMm, LineMm, pattern.Flashes is 1 or 2 ? "#f3faf3" : "#fbf7ef", "#999999", 0.25, 1.5);
            for (int i = 0; i < pattern.Flashes; i++)
                sheet.Disc(Sheet.LeftMm + 6 + i * 8, y + 7, 2.6, "#e02020");
            sheet.Text(Sheet.LeftMm + 3, y + (pattern.Flashes > 0 ? 15 : 11), pattern.Pattern, 3.2, bold: true);
            sheet.Line(Sheet.LeftMm + DotsMm, y + 2, Sheet.LeftMm + DotsMm, y + LineMm - 2, "#bbbbbb", 0.2);
            sheet.Text(TextFromMm, y + 6.5, pattern.MeaningEn, 4, bold: true);
            sheet.Text(TextFromMm, y + 11.5, pattern.DoEn, 3.2, colour: "#444444");
            sheet.Text(TextFromMm, y + 16.8, $"{pattern.MeaningZh}：{pattern.DoZh}", 3.6);
            y += LineMm + 3;
        }
        sheet.Text(Sheet.LeftMm, y + 7, "Button: short press = LED shows the state; 3 s = WiFi page on; 10 s and confirm = network settings reset, data stay", 3.1);
        sheet.Text(Sheet.LeftMm, y + 13, "按钮：短按显示状态；长按 3 秒打开热点；长按 10 秒并确认则重置网络设置，数据保留", 3.4);
        sheet.Text(Sheet.LeftMm, y + 21, "Station 站名: ______________________", 3.2);
        sheet.Text(110, y + 21, "Logger 记录仪: kl-______________", 3.2);
        sheet.Text(Sheet.LeftMm, y + 29, "Office 办公室电话: ______________________", 3.2);
        return sheet.Close();
    }

    private static void Row(Sheet sheet, double[] columns, double y, bool bold, params string[] texts)
    {
        for (int i = 0; i < texts.Length; i++)
            sheet.Text(columns[i], y - 1, texts[i], TextMm, bold: bold);
    }
}

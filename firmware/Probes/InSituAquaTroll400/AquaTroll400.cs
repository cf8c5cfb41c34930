using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.InSituAquaTroll400
{
    /// <summary>
    /// In-Situ Aqua TROLL 400: level, conductivity, temperature and pH in one body. Where a parameter stands is asked of the sonde, not assumed: the level block's
    /// places are in no manual that we have seen. The places found are kept over the sleep and checked with each reading by the parameter id beside the value.
    /// </summary>
    public class AquaTroll400 : ISonde
    {
        private const byte MemoryVersion = 1;
        private const int NotThere = 0xFFFF;
        private const int WantedCount = 8;

        // Wanted parameters: block, parameter id, quantity (-1 with a channel id). Kept in step by position with _registers.
        private static int[] _wantedBlock;

        private static int[] WantedBlock
        {
            get
            {
                return _wantedBlock ?? (_wantedBlock = new int[]
                {
                    AquaTroll400Map.ConductivityBlock, AquaTroll400Map.ConductivityBlock, AquaTroll400Map.ConductivityBlock,
                    AquaTroll400Map.LevelBlock, AquaTroll400Map.LevelBlock,
                    AquaTroll400Map.PhBlock, AquaTroll400Map.PhBlock, AquaTroll400Map.PhBlock,
                });
            }
        }

        private static int[] _wantedParameter;

        private static int[] WantedParameter
        {
            get
            {
                return _wantedParameter ?? (_wantedParameter = new int[]
                {
                    AquaTroll400Map.Temperature, AquaTroll400Map.ActualConductivity, AquaTroll400Map.SpecificConductance,
                    AquaTroll400Map.Pressure, AquaTroll400Map.Temperature,
                    AquaTroll400Map.Ph, AquaTroll400Map.PhMillivolts, AquaTroll400Map.Orp,
                });
            }
        }

        private static int[] _wantedQuantity;

        private static int[] WantedQuantity
        {
            get
            {
                return _wantedQuantity ?? (_wantedQuantity = new int[]
                {
                    Quantity.WaterTemperature, Quantity.Ec, -1,
                    Quantity.Level, Quantity.LevelProbeTemperature,
                    Quantity.Ph, Quantity.PhElectrode, -1,
                });
            }
        }

        private readonly ModbusBus _bus;
        private readonly IClock _clock;
        private readonly int[] _registers = new int[WantedCount];
        private uint _serial;
        private ModbusReply _lastFailure;

        /// <summary>A sonde on a bus.</summary>
        public AquaTroll400(ISerialBus bus, IClock clock, int address)
        {
            _clock = clock;
            Profile = new SondeProfile
            {
                Model = "aquatroll400",
                Bus = new SerialSettings(19200, 8, SerialParity.Even, 1),
                Address = address,
                PowerOnMs = 500,
                WarmUpMs = 2000,
                MeasureMs = 1000,
                AnswerMs = 1000,
                StaleFirstMs = 2000,
                LevelBasis = LevelBasis.AbsolutePascals,
                EcBasis = EcBasis.InSitu,
            };
            _bus = new ModbusBus(bus, clock, Profile);
        }

        /// <inheritdoc/>
        public SondeProfile Profile { get; }

        /// <inheritdoc/>
        public byte[] Memory { get; private set; }

        /// <inheritdoc/>
        public string Serial
        {
            get { return _serial == 0 ? "" : _serial.ToString(); }
        }

        /// <inheritdoc/>
        public bool Start(byte[] memory)
        {
            _clock.Wait(Profile.PowerOnMs);
            // The first answer after sleep may be missing or old: it is thrown away.
            _bus.ReadOnce(ModbusFrame.ReadHolding, AquaTroll400Map.LevelBlock, AquaTroll400Map.HeadRegisterCount);
            _clock.Wait(Profile.StaleFirstMs);
            ModbusReply head = _bus.Read(ModbusFrame.ReadHolding, AquaTroll400Map.LevelBlock, AquaTroll400Map.HeadRegisterCount);
            Memory = memory;
            if (head.Result != ModbusResult.Ok)
            {
                _lastFailure = head;
                return false;
            }
            _serial = RegisterNumber.U32(head.Data, AquaTroll400Map.HeadSerial * 2);
            if (!Recall(memory))
                Discover();
            return true;
        }

        /// <inheritdoc/>
        public SondeReading Read()
        {
            SondeReading reading = new SondeReading();
            if (_lastFailure != null)
                SetAll(reading, 0, WantedCount, _lastFailure.Status);
            else if (!ReadBlocks(reading))
            {
                // A parameter is no longer where it was (other firmware in the sonde, other head): look for it again, once.
                Discover();
                reading = new SondeReading();
                ReadBlocks(reading);
            }
            return reading;
        }

        /// <inheritdoc/>
        public void Stop()
        {
        }

        /// <inheritdoc/>
        public ISondeCalibration Calibration(int quantity)
        {
            return quantity == Quantity.Ph || quantity == Quantity.Ec ? new AquaTroll400Calibration(_bus, quantity == Quantity.Ph) : null;
        }

        private bool ReadBlocks(SondeReading reading)
        {
            bool asRemembered = true;
            int first = 0;
            while (first < WantedCount)
            {
                int end = first;
                while (end < WantedCount && WantedBlock[end] == WantedBlock[first])
                    end++;
                asRemembered &= ReadBlock(reading, first, end);
                first = end;
            }
            return asRemembered;
        }

        /// <summary>Reads all wanted parameters of a block with one question.</summary>
        private bool ReadBlock(SondeReading reading, int first, int end)
        {
            int least = NotThere;
            int most = 0;
            for (int i = first; i < end; i++)
            {
                if (_registers[i] == NotThere)
                    continue;
                least = _registers[i] < least ? _registers[i] : least;
                most = _registers[i] > most ? _registers[i] : most;
            }
            if (least == NotThere)
                return true;
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, least, most - least + AquaTroll400Map.ParameterRegisterCount);
            if (reply.Result != ModbusResult.Ok)
            {
                SetAll(reading, first, end, reply.Status);
                return reply.Result != ModbusResult.Refused;
            }
            bool asRemembered = true;
            for (int i = first; i < end; i++)
                if (_registers[i] != NotThere)
                    asRemembered &= Take(reading, reply.Data, (_registers[i] - least) * 2, i);
            return asRemembered;
        }

        private bool Take(SondeReading reading, byte[] data, int offset, int wanted)
        {
            bool asRemembered = RegisterNumber.U16(data, offset + 4) == WantedParameter[wanted];
            ProbeStatus status = ProbeStatus.Rejected;
            double scaled = asRemembered ? AquaTroll400Map.Decode(data, offset, out status) : 0;
            if (WantedQuantity[wanted] >= 0)
                reading.Set(WantedQuantity[wanted], scaled, status);
            else if (asRemembered)
                reading.AddExtra(ChannelOf(WantedParameter[wanted]), ScaleOf(WantedParameter[wanted]), scaled, status);
            return asRemembered;
        }

        private void SetAll(SondeReading reading, int first, int end, ProbeStatus status)
        {
            for (int i = first; i < end; i++)
                if (WantedQuantity[i] >= 0 && (_lastFailure != null || _registers[i] != NotThere))
                    reading.SetStatus(WantedQuantity[i], status);
        }

        private void Discover()
        {
            for (int i = 0; i < WantedCount; i++)
                _registers[i] = NotThere;
            DiscoverBlock(AquaTroll400Map.ConductivityBlock);
            DiscoverBlock(AquaTroll400Map.LevelBlock);
            DiscoverBlock(AquaTroll400Map.PhBlock);
            Remember();
        }

        private void DiscoverBlock(int block)
        {
            ModbusReply head = _bus.Read(ModbusFrame.ReadHolding, block, AquaTroll400Map.HeadRegisterCount);
            if (head.Result != ModbusResult.Ok)
                return;
            int count = RegisterNumber.U16(head.Data, AquaTroll400Map.HeadParameterCount * 2);
            for (int p = 0; p < count && p < AquaTroll400Map.ParametersMost; p++)
            {
                int register = block + AquaTroll400Map.FirstParameter + p * AquaTroll400Map.ParameterRegisterCount;
                ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, register, AquaTroll400Map.ParameterRegisterCount);
                if (reply.Result != ModbusResult.Ok)
                    continue;
                for (int i = 0; i < WantedCount; i++)
                    if (WantedBlock[i] == block && WantedParameter[i] == RegisterNumber.U16(reply.Data, 4))
                        _registers[i] = register;
            }
        }

        private void Remember()
        {
            byte[] memory = new byte[5 + 16];
            memory[0] = MemoryVersion;
            LittleEndian.Put32(memory, 1, _serial);
            for (int i = 0; i < WantedCount; i++)
                LittleEndian.Put16(memory, 5 + i * 2, _registers[i]);
            Memory = memory;
        }

        private bool Recall(byte[] memory)
        {
            if (memory == null || memory.Length != 21 || memory[0] != MemoryVersion || LittleEndian.GetU32(memory, 1) != _serial)
                return false;
            for (int i = 0; i < WantedCount; i++)
                _registers[i] = LittleEndian.GetU16(memory, 5 + i * 2);
            return true;
        }

        private static int ChannelOf(int parameter)
        {
            return parameter == AquaTroll400Map.Orp ? ChannelIds.RedoxPotential : ChannelIds.SondeSpecificConductance;
        }

        private static int ScaleOf(int parameter)
        {
            return parameter == AquaTroll400Map.Orp ? -1 : -2;
        }
    }
}
